import { SegmentedControl, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ReviewApi, readAll, reviewApi } from "../app/api";
import { Overdue, State } from "../app/badges";
import { TextLink } from "../app/links";
import { Page } from "../app/Page";
import { useNames } from "../app/people";
import { useSession } from "../app/session";
import { Time } from "../app/Time";

export function ReviewList() {
  const { t } = useTranslation();
  const names = useNames();
  const session = useSession();
  const [whose, setWhose] = useState("mine");
  const reviews = useQuery({
    queryKey: ["reviews", whose],
    queryFn: () =>
      readAll<ReviewApi["Review"]>((cursor) => reviewApi.GET("/api/v1/reviews", { params: { query: { cursor, limit: 100, reviewer: whose === "mine" ? session.id : undefined } } }), 300),
    refetchInterval: 15_000,
  });
  return (
    <Page
      title={t("nav.reviews")}
      of={reviews}
      empty={reviews.data?.length === 0 && t("reviews.empty")}
      aside={
        <SegmentedControl
          aria-label={t("reviews.whose")}
          data={[
            { value: "mine", label: t("reviews.mine") },
            { value: "all", label: t("reviews.all") },
          ]}
          value={whose}
          onChange={setWhose}
        />
      }
    >
      {reviews.data && reviews.data.length > 0 && (
        <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": t("nav.reviews") } }}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("number")}</Table.Th>
                <Table.Th>{t("title")}</Table.Th>
                <Table.Th>{t("status")}</Table.Th>
                <Table.Th>{t("reviews.reviewers")}</Table.Th>
                <Table.Th>{t("actions.due")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {reviews.data.map((review) => (
                <Table.Tr key={review.id}>
                  <Table.Td>
                    <TextLink to="/reviews/$number" params={{ number: review.number }}>
                      {review.number}
                    </TextLink>
                  </Table.Td>
                  <Table.Td>{review.title}</Table.Td>
                  <Table.Td>
                    <State of={review.status} /> {review.overdue && <Overdue />}
                  </Table.Td>
                  <Table.Td>{review.reviewers.map((one) => names(one.person)).join(", ")}</Table.Td>
                  <Table.Td>
                    <Time at={review.dueAt} how="ago" />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Page>
  );
}
