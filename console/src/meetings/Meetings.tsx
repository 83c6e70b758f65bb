import { Button, Card, Group, Modal, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { download, type ReviewApi, read, readAll, reviewApi } from "../app/api";
import { State } from "../app/badges";
import { tellFailure } from "../app/failures";
import { ButtonLink, TextLink } from "../app/links";
import { Page } from "../app/Page";
import { useNames } from "../app/people";
import { Time } from "../app/Time";
import { useChange } from "../app/useChange";
import { Plan } from "./Plan";
import { Standing } from "./Standing";

type Summary = ReviewApi["MeetingSummary"];

/** Review meetings: planned, held and written down. */
export function Meetings() {
  const { t } = useTranslation();
  const names = useNames();
  const [planning, setPlanning] = useState(false);
  const meetings = useQuery({
    queryKey: ["meetings"],
    queryFn: () => readAll<Summary>((cursor) => reviewApi.GET("/api/v1/meetings", { params: { query: { cursor, limit: 100 } } }), 500),
  });
  return (
    <Page
      title={t("nav.meetings")}
      of={meetings}
      empty={meetings.data?.length === 0 && t("meetings.empty")}
      aside={
        <>
          <CalendarFeed />
          <Button onClick={() => setPlanning(true)}>{t("meetings.plan")}</Button>
        </>
      }
    >
      {meetings.data?.map((meeting) => (
        <Card withBorder padding="sm" key={meeting.id}>
          <Group justify="space-between">
            <div>
              <Group gap="xs">
                <Text fw={600}>
                  <Time at={meeting.startsAt} />
                </Text>
                <State of={meeting.status} />
                <Text size="sm">{meeting.durationMinutes} min</Text>
              </Group>
              <Text size="sm">
                {meeting.postmortems.map((one) => (
                  <TextLink key={one.number} to="/postmortems/$number" params={{ number: one.number }} size="sm" mr={8}>
                    {one.number} {one.title}
                  </TextLink>
                ))}
              </Text>
              <Text size="xs" c="dimmed">
                {t("meetings.facilitator")}: {names(meeting.facilitator)} · {t("meetings.noteTaker")}: {names(meeting.noteTaker)} · {meeting.place ?? meeting.link ?? ""}
              </Text>
            </div>
            <Group gap="xs">
              <Button variant="default" size="xs" onClick={() => void download(`/api/v1/meetings/${meeting.id}.ics`, "meeting.ics").catch(tellFailure)}>
                {t("meetings.ics")}
              </Button>
              <ButtonLink variant="default" size="xs" to="/meetings/$id" params={{ id: meeting.id }}>
                {t("meetings.open")}
              </ButtonLink>
            </Group>
          </Group>
        </Card>
      ))}
      <Standing />
      {planning && <Plan close={() => setPlanning(false)} />}
    </Page>
  );
}

function CalendarFeed() {
  const { t } = useTranslation();
  const [url, setUrl] = useState("");
  const make = useChange([], () => read(reviewApi.POST("/api/v1/calendar-feeds", { body: { name: "Manabi" } })), (feed) => setUrl(feed.url));
  return (
    <>
      <Button variant="default" onClick={() => make.mutate(undefined)} loading={make.isPending}>
        {t("meetings.feed")}
      </Button>
      <Modal opened={url !== ""} onClose={() => setUrl("")} title={t("meetings.feed")}>
        <TextInput readOnly value={url} label={t("meetings.feedHelp")} onFocus={(event) => event.currentTarget.select()} />
      </Modal>
    </>
  );
}
