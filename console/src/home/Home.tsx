import { Card, Group, Loader, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { postmortemApi, read, readIncidents, reviewApi } from "../app/api";
import { Overdue, Severity, State } from "../app/badges";
import { Failure } from "../app/failures";
import { TextLink } from "../app/links";
import { useSession } from "../app/session";
import { Time } from "../app/Time";
import { useChanges } from "../app/useChanges";

const OFTEN = { refetchInterval: 15_000 } as const;

/** What waits for me, what happens now, and what was learned lately. */
export function Home() {
  const { t } = useTranslation();
  const session = useSession();
  const drafts = useQuery({
    queryKey: ["postmortems", "mine"],
    queryFn: () => read(postmortemApi.GET("/api/v1/postmortems", { params: { query: { owner: session.id, limit: 50 } } })),
    ...OFTEN,
  });
  const reviews = useQuery({
    queryKey: ["reviews", "waiting"],
    queryFn: () => read(reviewApi.GET("/api/v1/reviews", { params: { query: { reviewer: session.id, status: "WAITING", limit: 20 } } })),
    ...OFTEN,
  });
  const actions = useQuery({
    queryKey: ["action-items", "mine"],
    queryFn: () => read(postmortemApi.GET("/api/v1/action-items", { params: { query: { owner: session.id, limit: 50 } } })),
    ...OFTEN,
  });
  const now = useQuery({
    queryKey: ["incidents", "now"],
    queryFn: () => readIncidents({ limit: 50 }),
    ...OFTEN,
  });
  const learned = useQuery({
    queryKey: ["postmortems", "published"],
    queryFn: () => read(postmortemApi.GET("/api/v1/postmortems", { params: { query: { status: "PUBLISHED", limit: 6 } } })),
  });
  useChanges("/api/v1/incidents/events", "incidents", "postmortems");
  const mine = drafts.data?.items.filter((one) => one.status !== "PUBLISHED" && one.status !== "IN_REVIEW") ?? [];
  const openActions = actions.data?.items.filter((one) => one.status === "OPEN" || one.status === "IN_PROGRESS") ?? [];
  const running = now.data?.items.filter((one) => one.status !== "CLOSED") ?? [];

  return (
    <Stack>
      <Title order={1} size="h2">
        {t("home.hello", { person: session.name })}
      </Title>
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        <Part title={t("home.drafts")} query={drafts} empty={mine.length === 0 && t("home.noDrafts")}>
          {mine.map((one) => (
            <Row key={one.id} to="/postmortems/$number" number={one.number} title={one.title}>
              <State of={one.status} />
              {one.dueAt && <Time at={one.dueAt} how="ago" />}
            </Row>
          ))}
        </Part>
        <Part title={t("home.reviews")} query={reviews} empty={reviews.data?.items.length === 0 && t("home.noReviews")}>
          {reviews.data?.items.map((one) => (
            <Row key={one.id} to="/reviews/$number" number={one.number} title={one.title}>
              {one.overdue ? <Overdue /> : <Time at={one.dueAt} how="ago" />}
            </Row>
          ))}
        </Part>
        <Part title={t("home.actions")} query={actions} empty={openActions.length === 0 && t("home.noActions")}>
          {openActions.map((one) => (
            <Row key={one.id} to="/postmortems/$number" number={one.postmortemNumber} title={one.title}>
              <State of={one.status} />
              {Date.parse(one.dueAt) < Date.now() ? <Overdue /> : <Time at={one.dueAt} how="ago" />}
            </Row>
          ))}
        </Part>
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Part title={t("home.now")} query={now} empty={running.length === 0 && t("home.nothingNow")}>
          {running.map((one) => (
            <Row key={one.id} to="/incidents/$number" number={one.number} title={one.title}>
              <Severity of={one.severity} />
              <State of={one.status} />
            </Row>
          ))}
        </Part>
        <Part
          title={t("home.learned")}
          more={
            <>
              <TextLink to="/postmortem-of-the-month/$month" params={{ month: new Date().toISOString().slice(0, 7) }} size="sm">
                {t("month.link")}
              </TextLink>
              <TextLink to="/reports" size="sm">
                {t("reports.title")}
              </TextLink>
            </>
          }
          query={learned} empty={learned.data?.items.length === 0 && t("home.nothingLearned")}>
          {learned.data?.items.map((one) => (
            <Row key={one.id} to="/postmortems/$number/read" number={one.number} title={one.title}>
              <Severity of={one.severity} />
              {one.publishedAt && <Time at={one.publishedAt} how="ago" />}
            </Row>
          ))}
        </Part>
      </SimpleGrid>
    </Stack>
  );
}

function Part({ title, query, empty, more, children }: { title: string; query: { error: unknown; isPending: boolean }; empty: string | false; more?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Card withBorder component="section" aria-label={title}>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {query.error ? <Failure of={query.error} /> : query.isPending ? <Loader size="sm" aria-label={t("loading")} /> : empty ? <Text size="sm">{empty}</Text> : <Stack gap="xs">{children}</Stack>}
      {more && <Group mt="md">{more}</Group>}
    </Card>
  );
}

function Row({ to, number, title, children }: { to: "/postmortems/$number" | "/postmortems/$number/read" | "/reviews/$number" | "/incidents/$number"; number: string; title: string; children: ReactNode }) {
  return (
    <div>
      <TextLink to={to} params={{ number }} size="sm">
        {number} {title}
      </TextLink>
      <Group gap={6} fz="xs">
        {children}
      </Group>
    </div>
  );
}
