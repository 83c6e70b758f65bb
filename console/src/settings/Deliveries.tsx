import { Button, Select, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type NotificationApi, notificationApi, read } from "../app/api";
import { State } from "../app/badges";
import { Page } from "../app/Page";
import { useSession } from "../app/session";
import { Time } from "../app/Time";
import { useChange } from "../app/useChange";

const STATUSES = ["PENDING", "SENT", "FAILED", "SUPPRESSED"] as const;

/** The account of what was told to whom, and what became of it. */
export function Deliveries() {
  const { t } = useTranslation();
  const [status, setStatus] = useState<NotificationApi["DeliveryStatus"] | null>(null);
  const deliveries = useInfiniteQuery({
    queryKey: ["deliveries", status],
    queryFn: ({ pageParam }) => read(notificationApi.GET("/api/v1/deliveries", { params: { query: { cursor: pageParam, limit: 50, status: status ?? undefined } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 15_000,
  });
  const { roles } = useSession();
  const mayRepeat = roles.includes("admin") || roles.includes("manager");
  const again = useChange(["deliveries"], (id: string) => read(notificationApi.POST("/api/v1/deliveries/{id}/redeliver", { params: { path: { id } } })));
  const items = deliveries.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={t("nav.deliveries")}
      of={deliveries}
      empty={deliveries.isSuccess && items.length === 0 && t("deliveries.empty")}
      aside={
        <Select data={STATUSES.map((one) => ({ value: one, label: t(`state.${one}`) }))} value={status} onChange={(value) => setStatus(value as NotificationApi["DeliveryStatus"] | null)} placeholder={t("status")} aria-label={t("status")} clearable />
      }
    >
      {items.length > 0 && (
        <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": t("nav.deliveries") } }}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("deliveries.when")}</Table.Th>
                <Table.Th>{t("deliveries.to")}</Table.Th>
                <Table.Th>{t("title")}</Table.Th>
                <Table.Th>{t("status")}</Table.Th>
                <Table.Th>{t("deliveries.attempts")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Td>
                    <Time at={one.requestedAt} />
                  </Table.Td>
                  <Table.Td>{one.recipient}</Table.Td>
                  <Table.Td>
                    {one.subject}
                    {one.lastError && (
                      <Text size="xs" c="dimmed">
                        {one.lastError}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <State of={one.status} />
                  </Table.Td>
                  <Table.Td>
                    {one.attempts}{" "}
                    {one.status === "FAILED" && mayRepeat && (
                      <Button size="compact-xs" variant="default" onClick={() => again.mutate(one.id)} loading={again.isPending && again.variables === one.id}>
                        {t("deliveries.again")}
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {deliveries.hasNextPage && (
        <Button variant="default" onClick={() => void deliveries.fetchNextPage()} loading={deliveries.isFetchingNextPage}>
          {t("more")}
        </Button>
      )}
    </Page>
  );
}
