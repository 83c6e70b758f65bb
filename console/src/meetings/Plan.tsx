import { Button, Group, MultiSelect, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ReviewApi, read, reviewApi } from "../app/api";
import { FormDialog } from "../app/FormDialog";
import { useCatalog, useNames } from "../app/people";
import { fromLocalInput } from "../app/Time";
import { useChange } from "../app/useChange";

/** A meeting about one or several postmortems; whom it concerns is proposed with the reason why. */
export function Plan({ close }: { close: () => void }) {
  const { t, i18n } = useTranslation();
  const { people } = useCatalog();
  const names = useNames();
  const [numbers, setNumbers] = useState("");
  const [form, setForm] = useState<Omit<ReviewApi["NewMeeting"], "postmortems" | "timeZone">>({ startsAt: "", durationMinutes: 45, attendees: [], language: i18n.language });
  const put = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const postmortems = numbers.split(/[\s,]+/).filter(Boolean);
  const proposal = useChange(
    [],
    () => read(reviewApi.GET("/api/v1/meetings/proposal", { params: { query: { postmortem: postmortems } } })),
    (proposed) => put({ attendees: proposed.attendees.map((one) => one.person), facilitator: proposed.facilitator?.person, noteTaker: proposed.noteTaker?.person }),
  );
  const plan = useChange(
    ["meetings"],
    () =>
      read(
        reviewApi.POST("/api/v1/meetings", {
          body: { ...form, postmortems, startsAt: fromLocalInput(form.startsAt) ?? "", timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
        }),
      ),
    close,
  );
  return (
    <FormDialog title={t("meetings.plan")} close={close} send={() => plan.mutate(undefined)} sending={plan} label={t("meetings.plan")} size="lg">
      <Group align="flex-end">
        <TextInput label={t("meetings.about")} placeholder="PM-1" value={numbers} onChange={(event) => setNumbers(event.currentTarget.value)} required data-autofocus style={{ flex: 1 }} />
        <Button variant="default" onClick={() => proposal.mutate(undefined)} loading={proposal.isPending} disabled={postmortems.length === 0}>
          {t("meetings.propose")}
        </Button>
      </Group>
      <Group grow>
        <TextInput type="datetime-local" label={t("meetings.when")} value={form.startsAt} onChange={(event) => put({ startsAt: event.currentTarget.value })} required />
        <NumberInput label={t("meetings.duration")} value={form.durationMinutes ?? ""} onChange={(value) => put({ durationMinutes: Number(value) })} min={5} max={480} />
      </Group>
      <MultiSelect label={t("meetings.attendees")} data={people} value={form.attendees ?? []} onChange={(attendees) => put({ attendees })} searchable />
      {proposal.data?.attendees.map((one) => (
        <Text size="xs" c="dimmed" key={one.person}>
          {names(one.person)}: {one.because.map((reason) => t(`because.${reason}`)).join(", ")}
        </Text>
      ))}
      <Group grow>
        <Select label={t("meetings.facilitator")} data={people} value={form.facilitator ?? null} onChange={(facilitator) => put({ facilitator })} searchable clearable />
        <Select label={t("meetings.noteTaker")} data={people} value={form.noteTaker ?? null} onChange={(noteTaker) => put({ noteTaker })} searchable clearable />
      </Group>
      <Group grow>
        <TextInput label={t("meetings.place")} value={form.place ?? ""} onChange={(event) => put({ place: event.currentTarget.value || null })} />
        <TextInput type="url" label={t("meetings.link")} value={form.link ?? ""} onChange={(event) => put({ link: event.currentTarget.value || null })} />
      </Group>
      <TextInput label={t("meetings.shortNotice")} description={t("meetings.shortNoticeHelp")} value={form.shortNoticeReason ?? ""} onChange={(event) => put({ shortNoticeReason: event.currentTarget.value || null })} />
    </FormDialog>
  );
}
