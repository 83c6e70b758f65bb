import { Alert, Button, Card, Group, Rating, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type NotificationApi, notificationApi, read } from "../app/api";
import { TextLink } from "../app/links";
import { Page } from "../app/Page";
import { useNames } from "../app/people";
import { useSession } from "../app/session";
import { Time } from "../app/Time";
import { useChange } from "../app/useChange";

type Month = NotificationApi["PostmortemOfTheMonth"];
type Ballot = NotificationApi["Ballot"];
const ASPECTS = ["clarity", "depth", "actions", "fairness", "usefulness"] as const;

function neighbour(month: string, by: -1 | 1): string {
  const date = new Date(`${month}-15T00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + by);
  return date.toISOString().slice(0, 7);
}

/** The postmortem that others learned the most from, chosen by those who read it. */
export function MonthPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { month } = useParams({ from: "/postmortem-of-the-month/$month" });
  const path = { month };
  const shown = useQuery({ queryKey: ["month", month], queryFn: () => read(notificationApi.GET("/api/v1/postmortem-of-the-month/{month}", { params: { path } })) });
  const go = (by: -1 | 1) => void navigate({ to: "/postmortem-of-the-month/$month", params: { month: neighbour(month, by) } });
  const name = new Intl.DateTimeFormat(i18n.language, { year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${month}-15T00:00Z`));
  return (
    <Page
      title={t("month.title", { month: name })}
      of={shown}
      maw={800}
      aside={
        <>
          <Button variant="default" onClick={() => go(-1)}>
            {t("month.before")}
          </Button>
          <Button variant="default" onClick={() => go(1)}>
            {t("month.after")}
          </Button>
        </>
      }
    >
      <Text size="sm" c="dimmed">
        {t("month.help")}
      </Text>
      {shown.data && <Nominations month={shown.data} />}
    </Page>
  );
}

function Nominations({ month }: { month: Month }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm">
        {month.closed ? t("month.closed") : t("month.closes")} <Time at={month.closesAt} />
      </Text>
      {month.winner && (
        <Alert color="green" title={t("month.winner")}>
          <TextLink to="/postmortems/$number/read" params={{ number: month.winner }}>
            {month.winner} {month.results.find((one) => one.number === month.winner)?.title}
          </TextLink>
        </Alert>
      )}
      {month.nominations.length === 0 && <Text>{t("month.empty")}</Text>}
      {month.nominations.map((nomination) => (
        <Nominated key={nomination.number} month={month} nomination={nomination} />
      ))}
      {month.results.length > 0 && (
        <Card withBorder component="section" aria-label={t("month.results")}>
          <Title order={2} size="h4">
            {t("month.results")}
          </Title>
          {month.results.map((one) => (
            <Text size="sm" key={one.number}>
              {one.number} {one.title}: {one.average.toFixed(1)} ({t("month.ballots", { count: one.ballots })})
            </Text>
          ))}
        </Card>
      )}
    </>
  );
}

function Nominated({ month, nomination }: { month: Month; nomination: NotificationApi["Nomination"] }) {
  const { t } = useTranslation();
  const names = useNames();
  const session = useSession();
  const [ballot, setBallot] = useState<Partial<Ballot>>(nomination.mine ?? {});
  const path = { month: month.month, number: nomination.number };
  const own = nomination.owner === session.id;
  const consent = useChange(["month"], (yes: boolean) => read(notificationApi.POST("/api/v1/postmortem-of-the-month/{month}/nominations/{number}/consent", { params: { path }, body: { yes } })));
  const vote = useChange(["month"], () => read(notificationApi.POST("/api/v1/postmortem-of-the-month/{month}/nominations/{number}/ballot", { params: { path }, body: ballot as Ballot })));
  return (
    <Card withBorder component="section" aria-label={nomination.number}>
      <TextLink to="/postmortems/$number/read" params={{ number: nomination.number }} fw={600}>
        {nomination.number} {nomination.title}
      </TextLink>
      <Text size="sm">{names(nomination.owner)}</Text>
      {nomination.reasons.map((reason) => (
        <Text size="sm" key={reason}>
          “{reason}”
        </Text>
      ))}
      {own && !month.closed && (
        <Group mt="xs">
          <Text size="sm">{nomination.consent == null ? t("month.consent") : nomination.consent ? t("month.agreed") : t("month.refused")}</Text>
          <Button size="compact-sm" onClick={() => consent.mutate(true)}>
            {t("yes")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => consent.mutate(false)}>
            {t("no")}
          </Button>
        </Group>
      )}
      {!own && !month.closed && nomination.consent !== false && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            vote.mutate(undefined);
          }}
        >
          <Stack gap={4} mt="xs">
            {ASPECTS.map((aspect) => (
              <Group key={aspect} gap="xs">
                <Text size="sm" w={130}>
                  {t(`month.${aspect}`)}
                </Text>
                <Rating value={ballot[aspect] ?? 0} onChange={(value) => setBallot({ ...ballot, [aspect]: value })} getSymbolLabel={(value) => `${t(`month.${aspect}`)} ${value}`} />
              </Group>
            ))}
            <Button type="submit" size="compact-sm" variant="default" disabled={ASPECTS.some((aspect) => !ballot[aspect])} loading={vote.isPending} style={{ alignSelf: "flex-start" }}>
              {nomination.mine ? t("month.voteAgain") : t("month.vote")}
            </Button>
          </Stack>
        </form>
      )}
    </Card>
  );
}
