import { Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type NotificationApi, notificationApi, read, readAll } from "../app/api";
import { Severity } from "../app/badges";
import { ButtonLink, TextLink } from "../app/links";
import { Page } from "../app/Page";
import { useNames } from "../app/people";
import { Time } from "../app/Time";

type Report = NotificationApi["Report"];
type Line = NotificationApi["ReportLine"];
const PARTS = ["incidents", "waiting", "learned"] as const;

/** What was told of each week, and what the next report would say now. */
export function ReportList() {
  const { t } = useTranslation();
  const reports = useQuery({
    queryKey: ["reports"],
    queryFn: () => readAll((cursor) => notificationApi.GET("/api/v1/reports", { params: { query: { limit: 100, cursor } } })),
  });
  return (
    <Page
      title={t("reports.title")}
      of={reports}
      aside={(["weekly", "overdue"] as const).map((kind) => (
        <ButtonLink key={kind} variant="default" to="/reports/$kind/$period" params={{ kind, period: "preview" }}>
          {t("reports.preview", { kind: t(`reports.${kind}`) })}
        </ButtonLink>
      ))}
      empty={reports.data?.length === 0 && t("reports.empty")}
    >
      {reports.data?.map((one) => (
        <Group key={`${one.kind} ${one.period}`} gap="xs">
          <TextLink to="/reports/$kind/$period" params={{ kind: one.kind.toLowerCase(), period: one.period }}>
            {t(`reports.${one.kind.toLowerCase()}`)} {one.period}
          </TextLink>
          <Text size="sm" c="dimmed">
            <Time at={one.madeAt} />
          </Text>
        </Group>
      ))}
    </Page>
  );
}

export function ReportPage() {
  const { t } = useTranslation();
  const path = useParams({ from: "/reports/$kind/$period" });
  const report = useQuery({
    queryKey: ["report", path.kind, path.period],
    queryFn: (): Promise<Report> =>
      path.period === "preview"
        ? read(notificationApi.GET("/api/v1/reports/{kind}/preview", { params: { path: { kind: path.kind } } }))
        : read(notificationApi.GET("/api/v1/reports/{kind}/{period}", { params: { path } })),
  });
  return (
    <Page title={`${t(`reports.${path.kind}`, { defaultValue: path.kind })} ${path.period === "preview" ? "" : path.period}`} of={report} empty={report.data?.empty && t("reports.nothing")} maw={800}>
      {PARTS.map((part) => (report.data?.[part]?.length ? <Lines key={part} title={t(`reports.${part}`)} lines={report.data[part]} /> : null))}
    </Page>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <Card withBorder component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Stack gap="xs" mt="xs">
        {lines.map((line) => (
          <div key={line.kind + line.number + line.title}>
            <Group gap={6}>
              <TextLink to={line.kind === "INCIDENT" ? "/incidents/$number" : line.kind === "REVIEW" ? "/reviews/$number" : "/postmortems/$number"} params={{ number: line.number }} size="sm">
                {line.number} {line.title}
              </TextLink>
              {line.severity && <Severity of={line.severity} />}
            </Group>
            <Text size="xs" c="dimmed">
              {line.owner ? `${names(line.owner)} ` : ""}
              {line.dueAt && (
                <>
                  {t("board.due")} <Time at={line.dueAt} how="ago" />
                </>
              )}
            </Text>
            {line.summary && <Text size="sm">{line.summary}</Text>}
          </div>
        ))}
      </Stack>
    </Card>
  );
}
