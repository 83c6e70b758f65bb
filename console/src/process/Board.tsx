import { Box, Checkbox, Group, Loader, ScrollArea, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, readAll } from "../app/api";
import { Overdue, Severity, State } from "../app/badges";
import { Failure } from "../app/failures";
import { CardLink } from "../app/links";
import { Time } from "../app/Time";

type Entry = PostmortemApi["ProcessEntry"];
type Step = Entry["step"];

/** In the order in which they are gone through; what is not due stands at the end, and is not left out. */
const COLUMNS: readonly { key: string; steps: readonly Step[] }[] = [
  { key: "writing", steps: ["WRITING", "CHANGES_REQUESTED"] },
  { key: "review", steps: ["IN_REVIEW"] },
  { key: "approved", steps: ["APPROVED"] },
  { key: "published", steps: ["PUBLISHED"] },
  { key: "notDue", steps: ["NOT_DUE", "WAIVED"] },
];
const EVERY = 10_000;

/** Every closed incident in its step. */
export function Board() {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const [severity, setSeverity] = useState<string | null>(null);
  const [team, setTeam] = useState<string | null>(null);
  const [overdueOnly, setOverdueOnly] = useState(false);
  const sought = useDeferredValue(words.trim().toLowerCase());
  const entries = useQuery({
    queryKey: ["process"],
    queryFn: () => readAll<Entry>((cursor) => postmortemApi.GET("/api/v1/process", { params: { query: { limit: 200, cursor } } })),
    refetchInterval: EVERY,
  });
  const teams = useMemo(() => [...new Set(entries.data?.map((entry) => entry.team).filter((one) => one != null))].sort(), [entries.data]);
  const shown = useMemo(
    () =>
      (entries.data ?? []).filter(
        (entry) =>
          (!severity || entry.severity === severity) &&
          (!team || entry.team === team) &&
          (!overdueOnly || entry.overdue) &&
          (!sought || `${entry.incidentNumber} ${entry.postmortemNumber ?? ""} ${entry.incidentTitle} ${entry.owner ?? ""}`.toLowerCase().includes(sought)),
      ),
    [entries.data, severity, team, overdueOnly, sought],
  );

  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {t("board.title")}
        </Title>
        <Group gap="xs">
          <TextInput value={words} onChange={(event) => setWords(event.currentTarget.value)} placeholder={t("board.filter")} aria-label={t("board.filter")} />
          <Select data={teams} value={team} onChange={setTeam} placeholder={t("team")} aria-label={t("team")} clearable w={140} />
          <Select data={["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"]} value={severity} onChange={setSeverity} placeholder={t("severity")} aria-label={t("severity")} clearable w={120} />
          <Checkbox label={t("board.overdueOnly")} checked={overdueOnly} onChange={(event) => setOverdueOnly(event.currentTarget.checked)} />
        </Group>
      </Group>
      {entries.error && <Failure of={entries.error} retry={() => void entries.refetch()} />}
      {entries.isPending && <Loader aria-label={t("loading")} />}
      {entries.data?.length === 0 && <Text>{t("board.empty")}</Text>}
      {entries.data && entries.data.length > 0 && (
        <ScrollArea type="auto" offsetScrollbars viewportProps={{ tabIndex: 0, "aria-label": t("board.title"), role: "region" }}>
          <Group align="flex-start" wrap="nowrap" gap="sm">
            {COLUMNS.map((column) => (
              <Column key={column.key} name={t(`board.${column.key}`)} entries={shown.filter((entry) => column.steps.includes(entry.step))} />
            ))}
          </Group>
        </ScrollArea>
      )}
    </Stack>
  );
}

function Column({ name, entries }: { name: string; entries: readonly Entry[] }) {
  const viewport = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => 138,
    overscan: 6,
    getItemKey: (index) => entries[index]?.incidentId ?? index,
  });
  return (
    <Box component="section" aria-label={name} w={260} miw={220} style={{ flex: "1 0 220px" }}>
      <Title order={2} size="h5" mb={6}>
        {name} <Text span c="dimmed">{entries.length}</Text>
      </Title>
      <Box ref={viewport} tabIndex={0} role="list" aria-label={name} h="calc(100vh - 215px)" style={{ overflowY: "auto", contain: "strict" }}>
        <Box h={rows.getTotalSize()} pos="relative">
          {rows.getVirtualItems().map((row) => {
            const entry = entries[row.index];
            return (
              entry && (
                <Box key={row.key} role="listitem" ref={rows.measureElement} data-index={row.index} pos="absolute" top={0} left={0} right={0} pb={8} pr={4} style={{ transform: `translateY(${row.start}px)` }}>
                  <EntryCard entry={entry} />
                </Box>
              )
            );
          })}
        </Box>
      </Box>
    </Box>
  );
}

function EntryCard({ entry }: { entry: Entry }) {
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
    </CardLink>
  );
}
