import { Button, Checkbox, Group, Loader, Modal, Select, Stack, Table, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { Overdue, State } from "../app/badges";
import { Failure } from "../app/failures";
import { TextLink } from "../app/links";
import { useCatalog, useNames } from "../app/people";
import { Time } from "../app/Time";
import { useChange } from "../app/useChange";

type Item = PostmortemApi["ActionItem"];
type Status = PostmortemApi["ActionStatus"];
const STATUSES: readonly Status[] = ["OPEN", "IN_PROGRESS", "DONE", "DECLINED"];

/** Followed to the end: what is done says by what one can see it, what is declined says why. */
export function ActionItems() {
  const { t } = useTranslation();
  const names = useNames();
  const choices = useCatalog();
  const [owner, setOwner] = useState<string | null>(null);
  const [status, setStatus] = useState<Status | null>("OPEN");
  const [overdue, setOverdue] = useState(false);
  const [changed, setChanged] = useState<Item | null>(null);
  const items = useInfiniteQuery({
    queryKey: ["action-items", owner, status, overdue],
    queryFn: ({ pageParam }) =>
      read(
        postmortemApi.GET("/api/v1/action-items", {
          params: { query: { cursor: pageParam, limit: 100, owner: owner ?? undefined, status: status ?? undefined, overdue: overdue || undefined } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const shown = items.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {t("nav.actions")}
        </Title>
        <Group gap="xs">
          <Select data={choices.people} value={owner} onChange={setOwner} placeholder={t("owner")} aria-label={t("owner")} searchable clearable />
          <Select data={STATUSES.map((one) => ({ value: one, label: t(`state.${one}`) }))} value={status} onChange={(value) => setStatus(value as Status | null)} placeholder={t("status")} aria-label={t("status")} clearable />
          <Checkbox label={t("board.overdueOnly")} checked={overdue} onChange={(event) => setOverdue(event.currentTarget.checked)} />
        </Group>
      </Group>
      {items.error && <Failure of={items.error} retry={() => void items.refetch()} />}
      {items.isPending && <Loader aria-label={t("loading")} />}
      {items.isSuccess && shown.length === 0 && <Text>{t("actions.none")}</Text>}
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
                      <Button size="compact-xs" variant="default" onClick={() => setChanged(item)}>
                        {t("change")}
                      </Button>
                    </Group>
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
      {changed && <ChangeStatus item={changed} close={() => setChanged(null)} key={changed.id} />}
    </Stack>
  );
}

function ChangeStatus({ item, close }: { item: Item; close: () => void }) {
  const { t } = useTranslation();
  const [status, setStatus] = useState<Status>(item.status);
  const [reason, setReason] = useState("");
  const [evidence, setEvidence] = useState(item.evidence ?? "");
  const save = useChange(
    ["action-items", "postmortem", "process"],
    () =>
      read(
        postmortemApi.PUT("/api/v1/action-items/{id}/status", {
          params: { path: { id: item.id }, header: { "If-Match": "*" } },
          body: { status, reason: reason.trim() || null, evidence: evidence.trim() || null },
        }),
      ),
    close,
  );
  return (
    <Modal opened onClose={close} title={item.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined);
        }}
      >
        <Stack>
          <Select label={t("status")} data={STATUSES.map((one) => ({ value: one, label: t(`state.${one}`) }))} value={status} onChange={(value) => value && setStatus(value as Status)} allowDeselect={false} />
          {status === "DONE" && <TextInput label={t("actions.evidence")} description={t("actions.evidenceHelp")} value={evidence} onChange={(event) => setEvidence(event.currentTarget.value)} />}
          {status === "DECLINED" && <Textarea label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required autosize />}
          {save.error && <Failure of={save.error} />}
          <Button type="submit" loading={save.isPending}>
            {t("save")}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
