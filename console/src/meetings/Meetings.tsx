import { Button, Card, Group, Loader, Modal, MultiSelect, NumberInput, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { download, type ReviewApi, read, readAll, reviewApi } from "../app/api";
import { State } from "../app/badges";
import { useDraft } from "../app/Draft";
import { Failure, tellFailure } from "../app/failures";
import { TextLink } from "../app/links";
import { useCatalog, useNames } from "../app/people";
import { fromLocalInput, Time } from "../app/Time";
import { useChange } from "../app/useChange";

type Summary = ReviewApi["MeetingSummary"];

/** Review meetings: planned, held and written down. */
export function Meetings() {
  const { t } = useTranslation();
  const names = useNames();
  const [planning, setPlanning] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const meetings = useQuery({
    queryKey: ["meetings"],
    queryFn: () => readAll<Summary>((cursor) => reviewApi.GET("/api/v1/meetings", { params: { query: { cursor, limit: 100 } } }), 500),
  });
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {t("nav.meetings")}
        </Title>
        <Group gap="xs">
          <CalendarFeed />
          <Button onClick={() => setPlanning(true)}>{t("meetings.plan")}</Button>
        </Group>
      </Group>
      {meetings.error && <Failure of={meetings.error} retry={() => void meetings.refetch()} />}
      {meetings.isPending && <Loader aria-label={t("loading")} />}
      {meetings.data?.length === 0 && <Text>{t("meetings.empty")}</Text>}
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
              <Button variant="default" size="xs" onClick={() => setOpened(meeting.id)}>
                {t("meetings.open")}
              </Button>
            </Group>
          </Group>
        </Card>
      ))}
      {planning && <Plan close={() => setPlanning(false)} />}
      {opened && <Held id={opened} close={() => setOpened(null)} />}
    </Stack>
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

function Plan({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const choices = useCatalog();
  const [numbers, setNumbers] = useState("");
  const [startsAt, setStartsAt] = useState("");
  const [minutes, setMinutes] = useState(45);
  const [attendees, setAttendees] = useState<string[]>([]);
  const [place, setPlace] = useState("");
  const postmortems = numbers.split(/[\s,]+/).filter(Boolean);
  const proposal = useChange(
    [],
    () => read(reviewApi.GET("/api/v1/meetings/proposal", { params: { query: { postmortem: postmortems } } })),
    (proposed) => setAttendees(proposed.attendees.map((one) => one.person)),
  );
  const plan = useChange(
    ["meetings"],
    () =>
      read(
        reviewApi.POST("/api/v1/meetings", {
          body: {
            postmortems,
            startsAt: fromLocalInput(startsAt) ?? "",
            durationMinutes: minutes,
            timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            attendees,
            place: place.trim() || null,
          },
        }),
      ),
    close,
  );
  return (
    <Modal opened onClose={close} title={t("meetings.plan")} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          plan.mutate(undefined);
        }}
      >
        <Stack>
          <TextInput label={t("meetings.about")} placeholder="PM-1" value={numbers} onChange={(event) => setNumbers(event.currentTarget.value)} required data-autofocus />
          <Group grow>
            <TextInput type="datetime-local" label={t("meetings.when")} value={startsAt} onChange={(event) => setStartsAt(event.currentTarget.value)} required />
            <NumberInput label={t("meetings.minutes")} value={minutes} onChange={(value) => setMinutes(Number(value))} min={5} max={480} />
          </Group>
          <TextInput label={t("meetings.place")} value={place} onChange={(event) => setPlace(event.currentTarget.value)} />
          <MultiSelect label={t("meetings.attendees")} data={choices.people} value={attendees} onChange={setAttendees} searchable />
          <Button variant="default" onClick={() => proposal.mutate(undefined)} loading={proposal.isPending} disabled={postmortems.length === 0}>
            {t("meetings.propose")}
          </Button>
          {plan.error && <Failure of={plan.error} />}
          <Button type="submit" loading={plan.isPending}>
            {t("meetings.plan")}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

/** The agenda, point by point, and the minutes as they are written. */
function Held({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const [minutes, setMinutes] = useDraft(`minutes.${id}`);
  const path = { id };
  const header = { "If-Match": "*" };
  const meeting = useQuery({ queryKey: ["meetings", id], queryFn: () => read(reviewApi.GET("/api/v1/meetings/{id}", { params: { path } })) });
  const start = useChange(["meetings"], () => read(reviewApi.POST("/api/v1/meetings/{id}/start", { params: { path, header } })));
  const end = useChange(
    ["meetings", "comments"],
    () => read(reviewApi.POST("/api/v1/meetings/{id}/end", { params: { path, header }, body: { minutes: minutes.trim() } })),
    () => setMinutes(""),
  );
  return (
    <Modal opened onClose={close} title={t("meetings.open")} size="xl">
      {meeting.error && <Failure of={meeting.error} />}
      {meeting.isPending && <Loader aria-label={t("loading")} />}
      {meeting.data && (
        <Stack>
          <Group>
            <State of={meeting.data.status} />
            <Text size="sm">{meeting.data.attendees.map((one) => names(one.person)).join(", ")}</Text>
            {meeting.data.status === "PLANNED" && (
              <Button size="xs" onClick={() => start.mutate(undefined)} loading={start.isPending}>
                {t("meetings.start")}
              </Button>
            )}
          </Group>
          {meeting.data.agenda.map((part) => (
            <section key={part.part}>
              <Title order={3} size="h5">
                {t(`agenda.${part.part}`)} · {part.minutes} min
              </Title>
              {part.points.map((point) => (
                <Point key={point.id} meeting={meeting.data} point={point} />
              ))}
            </section>
          ))}
          {meeting.data.status === "RUNNING" && (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                end.mutate(undefined);
              }}
            >
              <Textarea label={t("meetings.minutesText")} description={t("meetings.minutesHelp")} value={minutes} onChange={(event) => setMinutes(event.currentTarget.value)} autosize minRows={4} required />
              {end.error && <Failure of={end.error} />}
              <Button type="submit" mt="xs" loading={end.isPending}>
                {t("meetings.end")}
              </Button>
            </form>
          )}
          {meeting.data.minutes && <Text style={{ whiteSpace: "pre-wrap" }}>{meeting.data.minutes.text}</Text>}
        </Stack>
      )}
    </Modal>
  );
}

function Point({ meeting, point }: { meeting: ReviewApi["Meeting"]; point: ReviewApi["AgendaPoint"] }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const outcome = meeting.outcomes.find((one) => one.point === point.id);
  const settle = useChange(["meetings"], (result: ReviewApi["Result"]) =>
    read(
      reviewApi.PUT("/api/v1/meetings/{id}/agenda/{point}", {
        params: { path: { id: meeting.id, point: point.id }, header: { "If-Match": "*" } },
        body: { result, text: text.trim() },
      }),
    ),
  );
  return (
    <Card withBorder padding="xs" mt={4}>
      <Text size="sm">
        {point.number} {point.section ?? point.criterion ?? ""} {point.text ?? ""}
      </Text>
      {outcome && (
        <Text size="sm" fw={600}>
          {t(`outcome.${outcome.result}`)}: {outcome.text}
        </Text>
      )}
      {meeting.status === "RUNNING" && !outcome && point.kind !== "ALWAYS" && (
        <Group gap={6} mt={4}>
          <TextInput size="xs" value={text} onChange={(event) => setText(event.currentTarget.value)} aria-label={t("meetings.outcome")} placeholder={t("meetings.outcome")} />
          <Button size="compact-sm" variant="default" disabled={!text.trim()} onClick={() => settle.mutate("RESOLVED")}>
            {t("outcome.RESOLVED")}
          </Button>
          <Button size="compact-sm" variant="default" disabled={!text.trim()} onClick={() => settle.mutate("DEFERRED")}>
            {t("outcome.DEFERRED")}
          </Button>
        </Group>
      )}
    </Card>
  );
}
