import { Button, Group, Loader, Select, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, readIncidents } from "../app/api";
import { Severity, State } from "../app/badges";
import { Failure } from "../app/failures";
import { TextLink } from "../app/links";
import { Time } from "../app/Time";

const STATUSES = ["OPEN", "ACKNOWLEDGED", "MITIGATED", "RESOLVED", "CLOSED"] as const;

export function IncidentList() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [sought] = useDebouncedValue(text.trim(), 250);
  const [status, setStatus] = useState<IncidentApi["Status"] | null>(null);
  const incidents = useInfiniteQuery({
    queryKey: ["incidents", sought, status],
    queryFn: ({ pageParam }) =>
      readIncidents({ limit: 50, cursor: pageParam, text: sought || undefined, status: status ?? undefined }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 15_000,
  });
  const items = incidents.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {t("nav.incidents")}
        </Title>
        <Group gap="xs">
          <TextInput value={text} onChange={(event) => setText(event.currentTarget.value)} placeholder={t("words")} aria-label={t("words")} />
          <Select data={STATUSES.map((one) => ({ value: one, label: t(`state.${one}`) }))} value={status} onChange={(value) => setStatus(value as IncidentApi["Status"] | null)} placeholder={t("status")} aria-label={t("status")} clearable />
        </Group>
      </Group>
      {incidents.error && <Failure of={incidents.error} retry={() => void incidents.refetch()} />}
      {incidents.isPending && <Loader aria-label={t("loading")} />}
      {incidents.isSuccess && items.length === 0 && <Text>{t("incidents.empty")}</Text>}
      {items.length > 0 && (
        <Table.ScrollContainer minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": t("nav.incidents") } }}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("number")}</Table.Th>
                <Table.Th>{t("title")}</Table.Th>
                <Table.Th>{t("severity")}</Table.Th>
                <Table.Th>{t("status")}</Table.Th>
                <Table.Th>{t("services")}</Table.Th>
                <Table.Th>{t("times.startedAt")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((incident) => (
                <Table.Tr key={incident.id}>
                  <Table.Td>
                    <TextLink to="/incidents/$number" params={{ number: incident.number }}>
                      {incident.number}
                    </TextLink>
                  </Table.Td>
                  <Table.Td>{incident.title}</Table.Td>
                  <Table.Td>
                    <Severity of={incident.severity} />
                  </Table.Td>
                  <Table.Td>
                    <State of={incident.status} />
                  </Table.Td>
                  <Table.Td>{incident.services.join(", ")}</Table.Td>
                  <Table.Td>
                    <Time at={incident.startedAt ?? incident.declaredAt} how="ago" />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {incidents.hasNextPage && (
        <Button variant="default" onClick={() => void incidents.fetchNextPage()} loading={incidents.isFetchingNextPage}>
          {t("more")}
        </Button>
      )}
    </Stack>
  );
}
