import { Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readAll, reviewApi } from "../app/api";
import { TextLink } from "../app/links";
import { Page } from "../app/Page";
import { Time } from "../app/Time";

/** Answers that one service of Manabi waits for from another, and asks for again. */
export function Gaps() {
  const { t } = useTranslation();
  const gaps = useQuery({
    queryKey: ["gaps"],
    queryFn: () => readAll((cursor) => reviewApi.GET("/api/v1/gaps", { params: { query: { limit: 100, cursor, open: true } } })),
    refetchInterval: 10_000,
  });
  return (
    <Page title={t("gaps.title")} of={gaps} empty={gaps.data?.length === 0 && t("gaps.empty")}>
      {gaps.data && gaps.data.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("number")}</Table.Th>
              <Table.Th>{t("gaps.missing")}</Table.Th>
              <Table.Th>{t("gaps.since")}</Table.Th>
              <Table.Th>{t("gaps.asked")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {gaps.data.map((gap) => (
              <Table.Tr key={gap.id}>
                <Table.Td>
                  <TextLink to={gap.kind === "DECISION_MISSING" ? "/incidents/$number" : "/postmortems/$number"} params={{ number: gap.number }}>
                    {gap.number}
                  </TextLink>
                </Table.Td>
                <Table.Td>{t(`gaps.${gap.kind}`)}</Table.Td>
                <Table.Td>
                  <Time at={gap.since} how="ago" />
                </Table.Td>
                <Table.Td>{gap.asked}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Page>
  );
}
