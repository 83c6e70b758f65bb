import { Button, Select, Table, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type IncidentApi, readIncidents } from "../app/api";
import { INCIDENT_KINDS, SEVERITIES } from "../app/choices";
import { Severity, State } from "../app/badges";
import { SavedFilters, useFilters } from "../app/filters";
import { TextLink } from "../app/links";
import { Page } from "../app/Page";
import { useCatalog } from "../app/people";
import { Time } from "../app/Time";

const STATUSES = ["OPEN", "ACKNOWLEDGED", "MITIGATED", "RESOLVED", "CLOSED"] as const;

export function IncidentList() {
  const { t } = useTranslation();
  const { services } = useCatalog();
  const { filters, set, setFilters } = useFilters(["q", "status", "severity", "service", "kind"]);
  const [sought] = useDebouncedValue(filters, 250);
  const incidents = useInfiniteQuery({
    queryKey: ["incidents", sought],
    queryFn: ({ pageParam }) =>
      readIncidents({
        limit: 50,
        cursor: pageParam,
        text: sought.q?.trim() || undefined,
        status: sought.status as IncidentApi["Status"] | undefined,
        severity: sought.severity as IncidentApi["Severity"] | undefined,
        kind: sought.kind as IncidentApi["IncidentKind"] | undefined,
        service: sought.service,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 15_000,
  });
  const items = incidents.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Page
      title={t("nav.incidents")}
      of={incidents}
      empty={incidents.isSuccess && items.length === 0 && t("incidents.empty")}
      aside={
        <>
          <TextInput value={filters.q ?? ""} onChange={(event) => set("q", event.currentTarget.value)} placeholder={t("words")} aria-label={t("words")} />
          <Select data={STATUSES.map((one) => ({ value: one, label: t(`state.${one}`) }))} value={filters.status ?? null} onChange={(value) => set("status", value)} placeholder={t("status")} aria-label={t("status")} clearable w={130} />
          <Select data={[...SEVERITIES]} value={filters.severity ?? null} onChange={(value) => set("severity", value)} placeholder={t("severity")} aria-label={t("severity")} clearable w={120} />
          <Select data={services} value={filters.service ?? null} onChange={(value) => set("service", value)} placeholder={t("services")} aria-label={t("services")} clearable searchable w={140} />
          <Select data={INCIDENT_KINDS.map((one) => ({ value: one, label: t(`incidentKind.${one}`) }))} value={filters.kind ?? null} onChange={(value) => set("kind", value)} placeholder={t("kind")} aria-label={t("kind")} clearable w={140} />
          <SavedFilters place="incidents" filters={filters} apply={setFilters} />
        </>
      }
    >
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
    </Page>
  );
}
