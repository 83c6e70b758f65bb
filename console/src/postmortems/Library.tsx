import { Card, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { SEVERITIES } from "../app/choices";
import { Severity, State } from "../app/badges";
import { SavedFilters, useFilters } from "../app/filters";
import { TextLink } from "../app/links";
import { Page } from "../app/Page";
import { useCatalog, useNames } from "../app/people";
import { Time } from "../app/Time";

const STATUSES = ["DRAFT", "IN_REVIEW", "CHANGES_REQUESTED", "APPROVED", "PUBLISHED"] as const;

interface Shown {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly severity: string;
  readonly owner?: string | null;
  readonly draftedAt: string;
  readonly hits?: PostmortemApi["SearchPlace"][];
}

/** Found as one types, with the words marked where they stand. */
export function Library() {
  const { t } = useTranslation();
  const names = useNames();
  const catalog = useCatalog();
  const { filters, set, setFilters } = useFilters(["q", "status", "severity", "owner", "team", "service"]);
  const [sought] = useDebouncedValue(filters, 200);
  const words = sought.q?.trim() ?? "";
  const query = { status: sought.status as PostmortemApi["Status"] | undefined, severity: sought.severity, owner: sought.owner, team: sought.team, service: sought.service };
  const found = useQuery({
    queryKey: ["search", sought],
    queryFn: async (): Promise<Shown[]> =>
      words
        ? (await read(postmortemApi.GET("/api/v1/search", { params: { query: { q: words, ...query, limit: 50 } } }))).items
        : (await read(postmortemApi.GET("/api/v1/postmortems", { params: { query: { ...query, limit: 100 } } }))).items,
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={t("nav.library")} of={found} empty={found.data?.length === 0 && (words ? t("library.nothing", { words }) : t("library.empty"))} aside={<SavedFilters place="library" filters={filters} apply={setFilters} />}>
      <Group>
        <TextInput value={filters.q ?? ""} onChange={(event) => set("q", event.currentTarget.value)} placeholder={t("library.search")} aria-label={t("library.search")} leftSection={<IconSearch size={16} />} style={{ flex: "1 1 260px" }} />
        <Select data={STATUSES.map((one) => ({ value: one, label: t(`state.${one}`) }))} value={filters.status ?? null} onChange={(value) => set("status", value)} placeholder={t("status")} aria-label={t("status")} clearable w={150} />
        <Select data={[...SEVERITIES]} value={filters.severity ?? null} onChange={(value) => set("severity", value)} placeholder={t("severity")} aria-label={t("severity")} clearable w={120} />
        <Select data={catalog.people} value={filters.owner ?? null} onChange={(value) => set("owner", value)} placeholder={t("owner")} aria-label={t("owner")} clearable searchable w={150} />
        <Select data={catalog.services} value={filters.service ?? null} onChange={(value) => set("service", value)} placeholder={t("services")} aria-label={t("services")} clearable searchable w={150} />
      </Group>
      <Stack gap="xs" aria-live="polite">
        {found.data?.map((one) => (
          <Card key={one.id} withBorder padding="xs">
            <Group gap="xs">
              <TextLink to="/postmortems/$number" params={{ number: one.number }} fw={600}>
                {one.number} {one.title}
              </TextLink>
              <State of={one.status} />
              <Severity of={one.severity} />
              <Text size="xs" c="dimmed">
                {names(one.owner)} · <Time at={one.draftedAt} how="ago" />
              </Text>
            </Group>
            {one.hits?.slice(0, 3).map((hit) => (
              <Text size="sm" key={hit.kind + hit.key}>
                <Text span c="dimmed">
                  {hit.name}:
                </Text>{" "}
                {hit.snippet.map((part, index) => (part.marked ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>))}
              </Text>
            ))}
          </Card>
        ))}
      </Stack>
    </Page>
  );
}
