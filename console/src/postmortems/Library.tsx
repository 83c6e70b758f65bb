import { Card, Group, Loader, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { Severity, State } from "../app/badges";
import { Failure } from "../app/failures";
import { TextLink } from "../app/links";
import { useNames } from "../app/people";
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
  const [text, setText] = useState(() => new URLSearchParams(location.search).get("q") ?? "");
  const [words] = useDebouncedValue(text.trim(), 200);
  const [status, setStatus] = useState<PostmortemApi["Status"] | null>(null);
  const found = useQuery({
    queryKey: ["search", words, status],
    queryFn: async (): Promise<Shown[]> =>
      words
        ? (await read(postmortemApi.GET("/api/v1/search", { params: { query: { q: words, status: status ?? undefined, limit: 50 } } }))).items
        : (await read(postmortemApi.GET("/api/v1/postmortems", { params: { query: { status: status ?? undefined, limit: 100 } } }))).items,
    placeholderData: keepPreviousData,
  });
  return (
    <Stack>
      <Title order={1} size="h2">
        {t("nav.library")}
      </Title>
      <Group>
        <TextInput value={text} onChange={(event) => setText(event.currentTarget.value)} placeholder={t("library.search")} aria-label={t("library.search")} leftSection={<IconSearch size={16} />} style={{ flex: 1 }} />
        <Select data={STATUSES.map((one) => ({ value: one, label: t(`state.${one}`) }))} value={status} onChange={(value) => setStatus(value as PostmortemApi["Status"] | null)} placeholder={t("status")} aria-label={t("status")} clearable />
      </Group>
      {found.error && <Failure of={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Loader aria-label={t("loading")} />}
      {found.data?.length === 0 && <Text>{words ? t("library.nothing", { words }) : t("library.empty")}</Text>}
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
    </Stack>
  );
}
