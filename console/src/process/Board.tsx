import { Box, Checkbox, Group, ScrollArea, Select, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, type PostmortemApi, postmortemApi, read, readAll, readIncidents } from "../app/api";
import { SEVERITIES } from "../app/choices";
import { Overdue, Severity, State } from "../app/badges";
import { SavedFilters, useFilters } from "../app/filters";
import { CardLink } from "../app/links";
import { Page } from "../app/Page";
import { Time } from "../app/Time";
import { useChanges } from "../app/useChanges";

type Entry = PostmortemApi["ProcessEntry"];
type Incident = IncidentApi["IncidentSummary"];

/** In the order in which they are gone through; what is not due stands at the end, and is not left out. */
const COLUMNS: readonly { key: string; holds: (entry: Entry) => boolean }[] = [
  { key: "writing", holds: ({ step }) => step === "WRITING" || step === "CHANGES_REQUESTED" },
  { key: "review", holds: ({ step }) => step === "IN_REVIEW" },
  { key: "approved", holds: ({ step }) => step === "APPROVED" },
  { key: "actions", holds: ({ step, openActionItems }) => step === "PUBLISHED" && openActionItems > 0 },
  { key: "done", holds: ({ step, openActionItems }) => step === "PUBLISHED" && openActionItems === 0 },
  { key: "notDue", holds: ({ step }) => step === "NOT_DUE" || step === "WAIVED" },
];
const EVERY = 10_000;
/** Of the newest incidents, those that are over and not decided on yet. */
const NEWEST = 100;

/** Every closed incident in its step. */
export function Board() {
  const { t } = useTranslation();
  const { filters, set, setFilters } = useFilters(["q", "severity", "team", "overdue"]);
  const { q = "", severity, team, overdue } = filters;
  const sought = useDeferredValue(q.trim().toLowerCase());
  const entries = useQuery({
    queryKey: ["process"],
    queryFn: () => readAll<Entry>((cursor) => postmortemApi.GET("/api/v1/process", { params: { query: { limit: 200, cursor } } })),
    refetchInterval: EVERY,
  });
  const newest = useQuery({ queryKey: ["incidents", "newest"], queryFn: () => readIncidents({ limit: NEWEST }) });
  // Only what is small is read again at every change of any incident.
  useChanges("/api/v1/incidents/events", "incidents");
  const gathering = useMemo(() => {
    const decided = new Set(entries.data?.map((entry) => entry.incidentId));
    return (newest.data?.items ?? []).filter((incident) => incident.status === "RESOLVED" || (incident.status === "CLOSED" && !decided.has(incident.id)));
  }, [newest.data, entries.data]);
  const teams = useMemo(() => [...new Set(entries.data?.map((entry) => entry.team).filter((one) => one != null))].sort(), [entries.data]);
  const shown = useMemo(
    () =>
      (entries.data ?? []).filter(
        (entry) =>
          (!severity || entry.severity === severity) &&
          (!team || entry.team === team) &&
          (!overdue || entry.overdue || entry.overdueActionItems > 0) &&
          (!sought || `${entry.incidentNumber} ${entry.postmortemNumber ?? ""} ${entry.incidentTitle} ${entry.owner ?? ""}`.toLowerCase().includes(sought)),
      ),
    [entries.data, severity, team, overdue, sought],
  );

  return (
    <Page
      title={t("board.title")}
      of={entries}
      empty={entries.data?.length === 0 && gathering.length === 0 && t("board.empty")}
      aside={
        <>
          <TextInput value={q} onChange={(event) => set("q", event.currentTarget.value)} placeholder={t("board.filter")} aria-label={t("board.filter")} />
          <Select data={teams} value={team ?? null} onChange={(value) => set("team", value)} placeholder={t("team")} aria-label={t("team")} clearable w={140} />
          <Select data={[...SEVERITIES]} value={severity ?? null} onChange={(value) => set("severity", value)} placeholder={t("severity")} aria-label={t("severity")} clearable w={120} />
          <Checkbox label={t("board.overdueOnly")} checked={overdue !== undefined} onChange={(event) => set("overdue", event.currentTarget.checked ? "true" : null)} />
          <SavedFilters place="board" filters={filters} apply={setFilters} />
        </>
      }
    >
      {entries.data && entries.data.length + gathering.length > 0 && (
        <ScrollArea type="auto" offsetScrollbars viewportProps={{ tabIndex: 0, "aria-label": t("board.title"), role: "region" }}>
          <Group align="flex-start" wrap="nowrap" gap="sm">
            <Column name={t("board.gathering")} items={gathering} keyOf={(incident) => incident.id} card={(incident) => <IncidentCard incident={incident} />} />
            {COLUMNS.map((column) => (
              <Column key={column.key} name={t(`board.${column.key}`)} items={shown.filter(column.holds)} keyOf={(entry) => entry.incidentId} card={(entry) => <EntryCard entry={entry} />} />
            ))}
          </Group>
        </ScrollArea>
      )}
    </Page>
  );
}

/** Only the cards that are in sight are drawn, so that a thousand scroll like ten. */
function Column<Item>({ name, items, keyOf, card }: { name: string; items: readonly Item[]; keyOf: (item: Item) => string; card: (item: Item) => ReactNode }) {
  const viewport = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => 138,
    overscan: 6,
    getItemKey: (index) => {
      const item = items[index];
      return item ? keyOf(item) : index;
    },
  });
  return (
    <Box component="section" aria-label={name} miw={190} style={{ flex: "1 0 190px" }}>
      <Title order={2} size="h5" mb={6}>
        {name} <Text span c="dimmed">{items.length}</Text>
      </Title>
      <Box ref={viewport} tabIndex={0} role="list" aria-label={name} h="calc(100vh - 215px)" style={{ overflowY: "auto", contain: "strict" }}>
        <Box h={rows.getTotalSize()} pos="relative">
          {rows.getVirtualItems().map((row) => {
            const item = items[row.index];
            return (
              item && (
                <Box key={row.key} role="listitem" ref={rows.measureElement} data-index={row.index} pos="absolute" top={0} left={0} right={0} pb={8} pr={4} style={{ transform: `translateY(${row.start}px)` }}>
                  {card(item)}
                </Box>
              )
            );
          })}
        </Box>
      </Box>
    </Box>
  );
}

/** It is over; what is known of it is still being gathered, or it is being judged. */
function IncidentCard({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  return (
    <CardLink to="/incidents/$number" params={{ number: incident.number }} withBorder padding="xs">
      <Group justify="space-between" gap={4} wrap="nowrap">
        <Text size="sm" fw={600}>
          {incident.number}
        </Text>
        <Severity of={incident.severity} />
      </Group>
      <Text size="sm" lineClamp={2}>
        {incident.title}
      </Text>
      <Text size="xs" c="dimmed" mt={4}>
        {incident.status === "CLOSED" ? t("decision.judging") : t("board.notEnded")}
      </Text>
    </CardLink>
  );
}

const EntryCard = memo(function EntryCard({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  const target = entry.postmortemNumber
    ? { to: "/postmortems/$number" as const, params: { number: entry.postmortemNumber } }
    : { to: "/incidents/$number" as const, params: { number: entry.incidentNumber } };
  return (
    <CardLink {...target} withBorder padding="xs">
      <Group justify="space-between" gap={4} wrap="nowrap">
        <Text size="sm" fw={600}>
          {entry.postmortemNumber ?? entry.incidentNumber}
        </Text>
        <Severity of={entry.severity} />
      </Group>
      <Text size="sm" lineClamp={2}>
        {entry.incidentTitle}
      </Text>
      <Group gap={4} mt={4}>
        <State of={entry.step} />
        {entry.overdue && <Overdue />}
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {entry.owner ? `${entry.owner} · ` : ""}
        {entry.dueAt ? (
          <>
            {t("board.due")} <Time at={entry.dueAt} how="ago" />
          </>
        ) : (
          <Time at={entry.since} how="ago" />
        )}
      </Text>
      <Blocking entry={entry} />
    </CardLink>
  );
});

/** What it waits for. */
function Blocking({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  const writing = entry.step === "WRITING" || entry.step === "CHANGES_REQUESTED";
  const number = entry.postmortemNumber;
  // What only rushes past is not asked for.
  const [rested, setRested] = useState(false);
  useEffect(() => {
    const rest = setTimeout(() => setRested(true), 400);
    return () => clearTimeout(rest);
  }, []);
  const blockers = useQuery({
    queryKey: ["blockers", "count", number],
    queryFn: () => read(postmortemApi.GET("/api/v1/postmortems/{id}/blockers", { params: { path: { id: number ?? "" } } })),
    enabled: writing && number != null && rested,
    staleTime: 60_000,
  });
  const words = writing
    ? blockers.data && t("board.blockers", { count: blockers.data.blockers.length })
    : entry.openActionItems > 0
      ? t("board.openActions", { count: entry.openActionItems }) + (entry.overdueActionItems > 0 ? ` · ${t("board.lateActions", { count: entry.overdueActionItems })}` : "")
      : "";
  return words ? <Text size="xs">{words}</Text> : null;
}
