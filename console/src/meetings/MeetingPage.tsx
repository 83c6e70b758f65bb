import { Alert, Button, Card, Group, MultiSelect, NumberInput, Radio, SegmentedControl, Select, Stack, Switch, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { download, type ReviewApi, read, reviewApi } from "../app/api";
import { State } from "../app/badges";
import { useDraft } from "../app/Draft";
import { Failure, tellFailure } from "../app/failures";
import { FormDialog } from "../app/FormDialog";
import { TextLink } from "../app/links";
import { Asking, Page } from "../app/Page";
import { useCatalog, useNames } from "../app/people";
import { ReasonButton } from "../app/ReasonButton";
import { fromLocalInput, Time, toLocalInput } from "../app/Time";
import { useChange } from "../app/useChange";

type Meeting = ReviewApi["Meeting"];
const ATTENDANCE: readonly ReviewApi["Attendance"][] = ["PRESENT", "EXCUSED", "ABSENT"];

/** The agenda, point by point, and the minutes as they are written. */
export function MeetingPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/meetings/$id" });
  const meeting = useQuery({
    queryKey: ["meetings", id],
    queryFn: () => read(reviewApi.GET("/api/v1/meetings/{id}", { params: { path: { id } } })),
    // While it is held, everybody sees what is settled.
    refetchInterval: (query) => (query.state.data?.status === "RUNNING" ? 3_000 : 30_000),
  });
  if (!meeting.data) return <Asking of={meeting} />;
  return (
    <Page title={<Time at={meeting.data.startsAt} />} aside={<Actions meeting={meeting.data} />} maw={900}>
      <Group gap="xs">
        <State of={meeting.data.status} />
        <Text size="sm">{meeting.data.durationMinutes} min</Text>
        {meeting.data.postmortems.map((one) => (
          <TextLink key={one.number} to="/postmortems/$number" params={{ number: one.number }} size="sm">
            {one.number} {one.title}
          </TextLink>
        ))}
      </Group>
      {meeting.data.cancelReason && <Alert color="gray">{meeting.data.cancelReason}</Alert>}
      <People meeting={meeting.data} />
      {meeting.data.agenda.map((part) => (
        <section key={part.part} aria-label={t(`agenda.${part.part}`)}>
          <Title order={2} size="h4">
            {t(`agenda.${part.part}`)} · {part.minutes} min
          </Title>
          {part.points.map((point) => (
            <Point key={point.id} meeting={meeting.data} point={point} />
          ))}
        </section>
      ))}
      <Decisions meeting={meeting.data} />
      {meeting.data.status === "RUNNING" && <End meeting={meeting.data} />}
      {meeting.data.minutes && (
        <Card withBorder component="section" aria-label={t("meetings.minutes")}>
          <Title order={2} size="h4">
            {t("meetings.minutesText")}
          </Title>
          <Text style={{ whiteSpace: "pre-wrap" }}>{meeting.data.minutes.text}</Text>
        </Card>
      )}
      {meeting.data.status === "ENDED" && <Poll meeting={meeting.data} />}
    </Page>
  );
}

const at = (meeting: Meeting) => ({ path: { id: meeting.id }, header: { "If-Match": "*" } });
const TOUCHED = ["meetings", "comments"];

function Actions({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const [moving, setMoving] = useState(false);
  const [arranging, setArranging] = useState(false);
  const params = at(meeting);
  const start = useChange(TOUCHED, () => read(reviewApi.POST("/api/v1/meetings/{id}/start", { params })));
  return (
    <>
      <Button variant="default" onClick={() => void download(`/api/v1/meetings/${meeting.id}.ics`, "meeting.ics").catch(tellFailure)}>
        {t("meetings.ics")}
      </Button>
      {meeting.status === "PLANNED" && (
        <>
          <Button variant="default" onClick={() => setArranging(true)}>
            {t("meetings.arrange")}
          </Button>
          <Button variant="default" onClick={() => setMoving(true)}>
            {t("meetings.move")}
          </Button>
          <ReasonButton label={t("meetings.cancel")} keys={TOUCHED} ask={(reason) => read(reviewApi.POST("/api/v1/meetings/{id}/cancel", { params, body: { reason } }))} />
          <Button onClick={() => start.mutate(undefined)} loading={start.isPending}>
            {t("meetings.start")}
          </Button>
        </>
      )}
      {moving && <Move meeting={meeting} close={() => setMoving(false)} />}
      {arranging && <Arrange meeting={meeting} close={() => setArranging(false)} />}
    </>
  );
}

function Move({ meeting, close }: { meeting: Meeting; close: () => void }) {
  const { t } = useTranslation();
  const [startsAt, setStartsAt] = useState(toLocalInput(meeting.startsAt));
  const [minutes, setMinutes] = useState(meeting.durationMinutes);
  const [reason, setReason] = useState("");
  const save = useChange(
    TOUCHED,
    () => {
      const body = { startsAt: fromLocalInput(startsAt) ?? meeting.startsAt, durationMinutes: minutes, timeZone: meeting.timeZone, shortNoticeReason: reason.trim() || null };
      return read(reviewApi.PUT("/api/v1/meetings/{id}/time", { params: at(meeting), body }));
    },
    close,
  );
  return (
    <FormDialog title={t("meetings.move")} close={close} send={() => save.mutate(undefined)} sending={save}>
      <TextInput type="datetime-local" label={t("meetings.when")} value={startsAt} onChange={(event) => setStartsAt(event.currentTarget.value)} required data-autofocus />
      <NumberInput label={t("meetings.duration")} value={minutes} onChange={(value) => setMinutes(Number(value))} min={5} max={480} />
      <TextInput label={t("meetings.shortNotice")} description={t("meetings.shortNoticeHelp")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  );
}

function Arrange({ meeting, close }: { meeting: Meeting; close: () => void }) {
  const { t } = useTranslation();
  const { people } = useCatalog();
  const [form, setForm] = useState<ReviewApi["MeetingArrangement"]>({ place: meeting.place, link: meeting.link, facilitator: meeting.facilitator, noteTaker: meeting.noteTaker, attendees: meeting.attendees.map((one) => one.person) });
  const put = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const save = useChange(TOUCHED, () => read(reviewApi.PUT("/api/v1/meetings/{id}", { params: at(meeting), body: form })), close);
  return (
    <FormDialog title={t("meetings.arrange")} close={close} send={() => save.mutate(undefined)} sending={save}>
      <MultiSelect label={t("meetings.attendees")} data={people} value={form.attendees} onChange={(attendees) => put({ attendees })} searchable />
      <Select label={t("meetings.facilitator")} data={people} value={form.facilitator} onChange={(facilitator) => facilitator && put({ facilitator })} searchable allowDeselect={false} />
      <Select label={t("meetings.noteTaker")} data={people} value={form.noteTaker} onChange={(noteTaker) => noteTaker && put({ noteTaker })} searchable allowDeselect={false} />
      <TextInput label={t("meetings.place")} value={form.place ?? ""} onChange={(event) => put({ place: event.currentTarget.value || null })} />
      <TextInput type="url" label={t("meetings.link")} value={form.link ?? ""} onChange={(event) => put({ link: event.currentTarget.value || null })} />
    </FormDialog>
  );
}

function People({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const names = useNames();
  const save = useChange(TOUCHED, ({ person, attendance }: { person: string; attendance: ReviewApi["Attendance"] }) =>
    read(reviewApi.PUT("/api/v1/meetings/{id}/attendance/{person}", { params: { path: { id: meeting.id, person }, header: { "If-Match": "*" } }, body: { attendance } })),
  );
  return (
    <Card withBorder component="section" aria-label={t("meetings.attendees")}>
      <Text size="sm">
        {t("meetings.facilitator")}: {names(meeting.facilitator)} · {t("meetings.noteTaker")}: {names(meeting.noteTaker)} · {meeting.place ?? meeting.link ?? ""}
      </Text>
      <Stack gap={4} mt="xs">
        {meeting.attendees.map((one) => (
          <Group key={one.person} gap="xs">
            <Text size="sm" w={160}>
              {names(one.person)}
            </Text>
            {meeting.status === "RUNNING" ? (
              <SegmentedControl
                size="xs"
                aria-label={names(one.person)}
                data={[{ value: "", label: "–" }, ...ATTENDANCE.map((value) => ({ value: value as string, label: t(`attendance.${value}`) }))]}
                value={one.attendance ?? ""}
                onChange={(attendance) => attendance && save.mutate({ person: one.person, attendance: attendance as ReviewApi["Attendance"] })}
              />
            ) : (
              one.attendance && <Text size="sm">{t(`attendance.${one.attendance}`)}</Text>
            )}
          </Group>
        ))}
      </Stack>
    </Card>
  );
}

function Point({ meeting, point }: { meeting: Meeting; point: ReviewApi["AgendaPoint"] }) {
  const { t } = useTranslation();
  const names = useNames();
  const [text, setText] = useDraft(`point.${meeting.id}.${point.id}`);
  const outcome = meeting.outcomes.find((one) => one.point === point.id);
  const settle = useChange(
    TOUCHED,
    (result: ReviewApi["Result"]) =>
      read(reviewApi.PUT("/api/v1/meetings/{id}/agenda/{point}", { params: { path: { id: meeting.id, point: point.id }, header: { "If-Match": "*" } }, body: { result, text: text.trim() } })),
    () => setText(""),
  );
  return (
    <Card withBorder padding="xs" mt={4}>
      <Text size="sm">
        {point.number} {point.section ?? point.criterion ?? ""} {point.by ? `${names(point.by)}: ` : ""}
        {point.text ?? ""}
      </Text>
      {outcome && (
        <Text size="sm" fw={600}>
          {t(`outcome.${outcome.result}`)}: {outcome.text}
        </Text>
      )}
      {meeting.status === "RUNNING" && !outcome && point.kind !== "ALWAYS" && (
        <Group gap={6} mt={4}>
          <TextInput size="xs" value={text} onChange={(event) => setText(event.currentTarget.value)} aria-label={t("meetings.outcome")} placeholder={t("meetings.outcome")} style={{ flex: 1 }} />
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

function Decisions({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const [text, setText] = useDraft(`meeting-decision.${meeting.id}`);
  const add = useChange(TOUCHED, () => read(reviewApi.POST("/api/v1/meetings/{id}/decisions", { params: at(meeting), body: { text: text.trim() } })), () => setText(""));
  if (meeting.status !== "RUNNING" && meeting.decisions.length === 0) return null;
  return (
    <Card withBorder component="section" aria-label={t("meetings.decisions")}>
      <Title order={2} size="h4">
        {t("meetings.decisions")}
      </Title>
      <ul>
        {meeting.decisions.map((decision) => (
          <li key={decision}>{decision}</li>
        ))}
      </ul>
      {meeting.status === "RUNNING" && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate(undefined);
          }}
        >
          <Group align="flex-end">
            <TextInput label={t("meetings.newDecision")} value={text} onChange={(event) => setText(event.currentTarget.value)} required style={{ flex: 1 }} />
            <Button type="submit" variant="default" loading={add.isPending}>
              {t("add")}
            </Button>
          </Group>
        </form>
      )}
    </Card>
  );
}

function End({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const [minutes, setMinutes] = useDraft(`minutes.${meeting.id}`);
  const end = useChange(TOUCHED, () => read(reviewApi.POST("/api/v1/meetings/{id}/end", { params: at(meeting), body: { minutes: minutes.trim() } })), () => setMinutes(""));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        end.mutate(undefined);
      }}
    >
      <Textarea label={t("meetings.minutesText")} description={t("meetings.minutesHelp")} value={minutes} onChange={(event) => setMinutes(event.currentTarget.value)} autosize minRows={6} required />
      {end.error && <Failure of={end.error} />}
      <Button type="submit" mt="xs" loading={end.isPending}>
        {t("meetings.end")}
      </Button>
    </form>
  );
}

/** Was it worth it? Answers are shown when there are enough of them that nobody is recognised. */
function Poll({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const [learned, setLearned] = useState<ReviewApi["PollLearned"] | null>(null);
  const [again, setAgain] = useState(true);
  const path = { id: meeting.id };
  const poll = useQuery({ queryKey: ["meetings", meeting.id, "poll"], queryFn: () => read(reviewApi.GET("/api/v1/meetings/{id}/poll", { params: { path } })), retry: false });
  const answer = useChange(["meetings"], () => read(reviewApi.PUT("/api/v1/meetings/{id}/poll", { params: at(meeting), body: { learned: learned ?? "SOME", comeAgain: again } })));
  if (!poll.data) return null;
  return (
    <Card withBorder component="section" aria-label={t("poll.title")}>
      <Title order={2} size="h4">
        {t("poll.title")}
      </Title>
      {poll.data.answered ? (
        <Text size="sm">{t("poll.thanks")}</Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            answer.mutate(undefined);
          }}
        >
          <Radio.Group label={t("poll.learned")} value={learned} onChange={(value) => setLearned(value as ReviewApi["PollLearned"])} required>
            <Group my="xs">
              {(["MUCH", "SOME", "NOTHING"] as const).map((value) => (
                <Radio key={value} value={value} label={t(`poll.${value}`)} />
              ))}
            </Group>
          </Radio.Group>
          <Switch label={t("poll.again")} checked={again} onChange={(event) => setAgain(event.currentTarget.checked)} />
          {answer.error && <Failure of={answer.error} />}
          <Button type="submit" mt="xs" disabled={!learned} loading={answer.isPending}>
            {t("poll.send")}
          </Button>
        </form>
      )}
      {poll.data.results ? (
        <Text size="sm" mt="xs">
          {t("poll.MUCH")}: {poll.data.results.learnedMuch} · {t("poll.SOME")}: {poll.data.results.learnedSome} · {t("poll.NOTHING")}: {poll.data.results.learnedNothing} · {t("poll.again")} {poll.data.results.wouldComeAgain} / {poll.data.answers}
        </Text>
      ) : (
        <Text size="xs" c="dimmed" mt="xs">
          {t("poll.hidden", { count: poll.data.shownFrom })}
        </Text>
      )}
    </Card>
  );
}
