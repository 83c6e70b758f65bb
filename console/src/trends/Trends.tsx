import { Card, SegmentedControl, Select, SimpleGrid, Table, Text, TextInput, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { EChartsCoreOption } from "echarts/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { useFilters } from "../app/filters";
import { Page } from "../app/Page";
import { useCatalog } from "../app/people";
import { length } from "../app/Time";
import { Chart } from "./Chart";

type Trends = PostmortemApi["Trends"];

export function Trends() {
  const { t } = useTranslation();
  const [by, setBy] = useState<PostmortemApi["By"]>("MONTH");
  const catalog = useCatalog();
  const { filters, set } = useFilters(["team", "from", "until"]);
  const trends = useQuery({
    queryKey: ["trends", by, filters],
    queryFn: () => read(postmortemApi.GET("/api/v1/trends", { params: { query: { by, ...filters } } })),
    placeholderData: keepPreviousData,
  });
  return (
    <Page
      title={t("nav.trends")}
      of={trends}
      aside={
        <>
          <Select data={catalog.teams} value={filters.team ?? null} onChange={(team) => set("team", team)} placeholder={t("team")} aria-label={t("team")} clearable searchable w={150} />
          <TextInput type="date" value={filters.from ?? ""} onChange={(event) => set("from", event.currentTarget.value)} aria-label={t("preferences.from")} />
          <TextInput type="date" value={filters.until ?? ""} onChange={(event) => set("until", event.currentTarget.value)} aria-label={t("preferences.until")} />
        <SegmentedControl
          aria-label={t("trends.by")}
          data={[
            { value: "MONTH", label: t("trends.MONTH") },
            { value: "TEAM", label: t("trends.TEAM") },
          ]}
          value={by}
          onChange={(value) => setBy(value as PostmortemApi["By"])}
        />
        </>
      }
    >
      {trends.data && <Shown trends={trends.data} />}
    </Page>
  );
}

/** What every chart over months or teams has around it. */
function over(names: readonly string[]) {
  return {
    tooltip: { trigger: "axis" },
    legend: { top: 0 },
    grid: { left: 40, right: 10, bottom: 30, top: 40 },
    xAxis: { type: "category", data: names },
  };
}

function Shown({ trends }: { trends: Trends }) {
  const { t, i18n } = useTranslation();
  const groups = trends.groups;
  const names = groups.map((group) => group.key ?? "–");
  const days = (seconds: number | null | undefined) => (seconds == null ? null : Math.round(seconds / 8640) / 10);
  const flow = useMemo(
    () => ({
      ...over(names),
      yAxis: { type: "value" },
      series: [
        { name: t("trends.closed"), type: "bar", data: groups.map((group) => group.incidents.closed) },
        { name: t("trends.drafted"), type: "bar", data: groups.map((group) => group.postmortems.drafted) },
        { name: t("trends.published"), type: "bar", data: groups.map((group) => group.postmortems.published) },
      ],
    }),
    [groups, names, t],
  );
  const speed = useMemo(
    () => ({
      ...over(names),
      yAxis: { type: "value", name: t("trends.days") },
      series: [
        { name: t("trends.toSubmit"), type: "line", data: groups.map((group) => days(group.postmortems.toSubmit.medianSeconds)) },
        { name: t("trends.toAccept"), type: "line", data: groups.map((group) => days(group.postmortems.toAccept.medianSeconds)) },
        { name: t("trends.toPublish"), type: "line", data: groups.map((group) => days(group.postmortems.toPublish.medianSeconds)) },
      ],
    }),
    [groups, names, t],
  );
  const actions = useMemo(
    () => ({
      ...over(names),
      yAxis: { type: "value" },
      series: (["done", "open", "overdue", "declined"] as const).map((key) => ({ name: t(`trends.${key}`), type: "bar", stack: key === "overdue" ? "overdue" : "all", data: groups.map((group) => group.actionItems[key]) })),
    }),
    [groups, names, t],
  );
  const total = trends.total;
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        <Figure name={t("trends.published")} value={String(total.postmortems.published)} />
        <Figure name={t("trends.toPublish")} value={length(total.postmortems.toPublish.medianSeconds)} of={total.postmortems.toPublish.n} />
        <Figure name={t("trends.toResolve")} value={length(total.incidents.toResolve.medianSeconds)} of={total.incidents.toResolve.n} />
        <Figure name={t("trends.closure")} value={total.actionItems.closureRate == null ? "–" : `${Math.round(total.actionItems.closureRate * 100)} %`} of={total.actionItems.added} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Part title={t("trends.flow")} option={flow} />
        <Part title={t("trends.speed")} option={speed} />
        <Part title={t("trends.actions")} option={actions} />
        <Shares title={t("classification.trigger")} shares={trends.triggers} language={i18n.language} />
        <Shares title={t("classification.causes")} shares={trends.causes} language={i18n.language} />
      </SimpleGrid>
    </>
  );
}

function Figure({ name, value, of }: { name: string; value: string; of?: number }) {
  return (
    <Card withBorder padding="sm">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text size="xl" fw={700}>
        {value}
      </Text>
      {of !== undefined && (
        <Text size="xs" c="dimmed">
          n = {of}
        </Text>
      )}
    </Card>
  );
}

function Part({ title, option }: { title: string; option: EChartsCoreOption }) {
  return (
    <Card withBorder component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Chart option={option} label={title} />
    </Card>
  );
}

/** Our shares beside those of Google's published study, and how many postmortems ours are of. */
function Shares({ title, shares, language }: { title: string; shares: PostmortemApi["CodeShares"]; language: string }) {
  const { t } = useTranslation();
  return (
    <Card withBorder component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title} <Text span c="dimmed" size="sm">n = {shares.n}</Text>
      </Title>
      {shares.note && <Text size="sm">{shares.note}</Text>}
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{title}</Table.Th>
            <Table.Th ta="right">{t("trends.ours")}</Table.Th>
            <Table.Th ta="right">{t("trends.theirs")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shares.codes.map((code) => (
            <Table.Tr key={code.code}>
              <Table.Td>{language === "ja" ? code.nameJa : code.nameEn}</Table.Td>
              <Table.Td ta="right">
                {code.count} {code.percent == null ? "" : `(${code.percent.toFixed(0)} %)`}
              </Table.Td>
              <Table.Td ta="right">{code.publishedPercent == null ? "–" : `${code.publishedPercent} %`}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
