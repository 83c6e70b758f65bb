import { Anchor, Button, Checkbox, Group, Select, Table, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { ACTION_KINDS } from "../app/choices";
import { Overdue, State } from "../app/badges";
import { SavedFilters, useFilters } from "../app/filters";
import { FormDialog } from "../app/FormDialog";
import { TextLink } from "../app/links";
import { Page } from "../app/Page";
import { useCatalog, useNames } from "../app/people";
import { fromLocalInput, Time, toLocalInput } from "../app/Time";
import { useChange } from "../app/useChange";

type Item = PostmortemApi["ActionItem"];
type Status = PostmortemApi["ActionStatus"];
const STATUSES: readonly Status[] = ["OPEN", "IN_PROGRESS", "DONE", "DECLINED"];

/** Followed to the end: what is done says by what one can see it, what is declined says why. */
export function ActionItems() {
  const { t } = useTranslation();
  const names = useNames();
  const choices = useCatalog();
  const { filters, set, setFilters } = useFilters(["owner", "status", "kind", "team", "overdue"], { status: "OPEN" });
  const [changed, setChanged] = useState<Item | null>(null);
  const [planned, setPlanned] = useState<Item | null>(null);
  const items = useInfiniteQuery({
    queryKey: ["action-items", filters],
    queryFn: ({ pageParam }) =>
      read(
        postmortemApi.GET("/api/v1/action-items", {
          params: { query: { cursor: pageParam, limit: 100, owner: filters.owner, team: filters.team, status: filters.status as Status | undefined, kind: filters.kind as Item["kind"] | undefined, overdue: filters.overdue ? true : undefined } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const shown = items.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={t("nav.actions")}
      of={items}
      empty={items.isSuccess && shown.length === 0 && t("actions.none")}
      aside={
        <>
          <Select data={choices.people} value={filters.owner ?? null} onChange={(value) => set("owner", value)} placeholder={t("owner")} aria-label={t("owner")} searchable clearable />
          <Select data={STATUSES.map((one) => ({ value: one, label: t(`state.${one}`) }))} value={filters.status ?? null} onChange={(value) => set("status", value)} placeholder={t("status")} aria-label={t("status")} clearable w={140} />
          <Select data={ACTION_KINDS.map((one) => ({ value: one, label: t(`actionKind.${one}`) }))} value={filters.kind ?? null} onChange={(value) => set("kind", value)} placeholder={t("kind")} aria-label={t("kind")} clearable w={140} />
          <Select data={choices.teams} value={filters.team ?? null} onChange={(value) => set("team", value)} placeholder={t("team")} aria-label={t("team")} clearable searchable w={140} />
          <Checkbox label={t("board.overdueOnly")} checked={filters.overdue !== undefined} onChange={(event) => set("overdue", event.currentTarget.checked ? "true" : null)} />
          <SavedFilters place="action-items" filters={filters} apply={setFilters} />
        </>
      }
    >
      {shown.length > 0 && (
        <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": t("nav.actions") } }}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("title")}</Table.Th>
                <Table.Th>{t("kind")}</Table.Th>
                <Table.Th>{t("owner")}</Table.Th>
                <Table.Th>{t("actions.due")}</Table.Th>
                <Table.Th>{t("status")}</Table.Th>
                <Table.Th>{t("nav.library")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((item) => (
                <Table.Tr key={item.id}>
                  <Table.Td>{item.title}</Table.Td>
                  <Table.Td>
                    {t(`actionKind.${item.kind}`)} {item.priority}
                  </Table.Td>
                  <Table.Td>{names(item.owner)}</Table.Td>
                  <Table.Td>
                    <Time at={item.dueAt} how="ago" /> {(item.status === "OPEN" || item.status === "IN_PROGRESS") && Date.parse(item.dueAt) < Date.now() && <Overdue />}
                  </Table.Td>
                  <Table.Td>
                    <Group gap={6} wrap="nowrap">
                      <State of={item.status} />
                      <Button size="compact-xs" variant="default" onClick={() => setChanged(item)} aria-label={`${t("change")}: ${item.title}`}>
                        {t("change")}
                      </Button>
                      <Button size="compact-xs" variant="default" onClick={() => setPlanned(item)} aria-label={`${t("actions.plan")}: ${item.title}`}>
                        {t("actions.plan")}
                      </Button>
                    </Group>
                    <Tracker item={item} />
                  </Table.Td>
                  <Table.Td>
                    <TextLink to="/postmortems/$number" params={{ number: item.postmortemNumber }}>
                      {item.postmortemNumber}
                    </TextLink>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {items.hasNextPage && (
        <Button variant="default" onClick={() => void items.fetchNextPage()} loading={items.isFetchingNextPage}>
          {t("more")}
        </Button>
      )}
      {changed && <ChangeStatus item={changed} close={() => setChanged(null)} />}
      {planned && <Plan item={planned} close={() => setPlanned(null)} />}
    </Page>
  );
}

const TOUCHED = ["action-items", "postmortem", "process"];

function ChangeStatus({ item, close }: { item: Item; close: () => void }) {
  const { t } = useTranslation();
  const [status, setStatus] = useState<Status>(item.status);
  const [reason, setReason] = useState("");
  const [evidence, setEvidence] = useState(item.evidence ?? "");
  const save = useChange(
    TOUCHED,
    () =>
      read(
        postmortemApi.PUT("/api/v1/action-items/{id}/status", {
          params: { path: { id: item.id }, header: { "If-Match": "*" } },
          body: { status, reason: reason.trim() || null, evidence: evidence.trim() || null },
        }),
      ),
    () => {
      if (status === "DONE") notifications.show({ color: "green", message: t("actions.celebrate", { title: item.title }) });
      close();
    },
  );
  return (
    <FormDialog title={item.title} close={close} send={() => save.mutate(undefined)} sending={save}>
      {item.endState && (
        <Text size="sm">
          {t("actions.endState")} {item.endState}
        </Text>
      )}
      <Select label={t("status")} data={STATUSES.map((one) => ({ value: one, label: t(`state.${one}`) }))} value={status} onChange={(value) => value && setStatus(value as Status)} allowDeselect={false} data-autofocus />
      {status === "DONE" && <TextInput label={t("actions.evidence")} description={t("actions.evidenceHelp")} value={evidence} onChange={(event) => setEvidence(event.currentTarget.value)} />}
      {status === "DECLINED" && <Textarea label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required autosize />}
    </FormDialog>
  );
}

/** Another owner or date, with the reason that everybody reads. */
function Plan({ item, close }: { item: Item; close: () => void }) {
  const { t } = useTranslation();
  const { people } = useCatalog();
  const [owner, setOwner] = useState(item.owner ?? "");
  const [due, setDue] = useState(() => toLocalInput(item.dueAt));
  const [reason, setReason] = useState("");
  const save = useChange(
    TOUCHED,
    () =>
      read(
        postmortemApi.PUT("/api/v1/action-items/{id}/plan", {
          params: { path: { id: item.id }, header: { "If-Match": "*" } },
          body: { owner, dueAt: fromLocalInput(due) ?? item.dueAt, reason: reason.trim() },
        }),
      ),
    close,
  );
  return (
    <FormDialog title={item.title} close={close} send={() => save.mutate(undefined)} sending={save}>
      <Select label={t("owner")} data={people} value={owner || null} onChange={(value) => value && setOwner(value)} searchable required data-autofocus />
      <TextInput type="datetime-local" label={t("actions.due")} value={due} onChange={(event) => setDue(event.currentTarget.value)} required />
      <Textarea label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required autosize />
    </FormDialog>
  );
}

/** The issue in a tracker that stands for the item. */
function Tracker({ item }: { item: Item }) {
  const { t } = useTranslation();
  const trackers = useQuery({ queryKey: ["trackers"], queryFn: () => read(postmortemApi.GET("/api/v1/trackers")), staleTime: 300_000 });
  const link = useChange(TOUCHED, (tracker: string) => read(postmortemApi.POST("/api/v1/action-items/{id}/tracker", { params: { path: { id: item.id } }, body: { tracker } })));
  if (item.tracker) {
    return (
      <Text size="xs">
        {item.tracker.url ? (
          <Anchor href={item.tracker.url} target="_blank" rel="noreferrer noopener" size="xs">
            {item.tracker.key ?? item.tracker.name}
          </Anchor>
        ) : (
          item.tracker.name
        )}{" "}
        {t(`tracker.${item.tracker.state}`)} {item.tracker.lastError}
      </Text>
    );
  }
  return trackers.data?.items.map((one) => (
    <Button key={one.name} size="compact-xs" variant="subtle" onClick={() => link.mutate(one.name)} loading={link.isPending}>
      {t("actions.track", { tracker: one.name })}
    </Button>
  ));
}
