import { Alert, Button, Card, Group, MultiSelect, SegmentedControl, Select, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type NotificationApi, notificationApi, read, readVersioned } from "../app/api";
import { LANGUAGES, useEventTypes } from "../app/choices";
import { Failure } from "../app/failures";
import { Page } from "../app/Page";
import { useSession } from "../app/session";
import { useChange } from "../app/useChange";

type Wishes = NotificationApi["Preferences"];
type Pace = NotificationApi["Pace"];

/** How the person wants to be told, and of what. */
export function Preferences() {
  const { t } = useTranslation();
  const wishes = useQuery({ queryKey: ["preferences"], queryFn: () => readVersioned(notificationApi.GET("/api/v1/preferences/me")) });
  return (
    <Page title={t("nav.preferences")} of={wishes} maw={640}>
      {wishes.data && <Form wishes={wishes.data.value} etag={wishes.data.etag} key={wishes.data.etag} />}
      <Subscriptions />
    </Page>
  );
}

function Form({ wishes, etag }: { wishes: Wishes; etag: string }) {
  const { t } = useTranslation();
  const [changed, setChanged] = useState(wishes);
  const types = useEventTypes();
  const save = useChange(
    ["preferences"],
    () => read(notificationApi.PUT("/api/v1/preferences/me", { params: { header: { "If-Match": etag } }, body: changed })),
    () => notifications.show({ message: t("saved") }),
  );
  return (
    <Card withBorder component="section" aria-label={t("preferences.how")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined);
        }}
      >
        <Stack>
          <Alert color="indigo" variant="light">
            <Text size="sm">{t("preferences.duties")}</Text>
          </Alert>
          <Stack gap={2}>
            <Text size="sm" fw={500} id="pace">
              {t("preferences.pace")}
            </Text>
            <SegmentedControl aria-labelledby="pace" data={(["IMMEDIATELY", "HOURLY", "DAILY"] as const).map((one) => ({ value: one as string, label: t(`pace.${one}`) }))} value={changed.pace} onChange={(value) => setChanged({ ...changed, pace: value as Pace })} />
          </Stack>
          <Group grow>
            <Select
              label={t("preferences.language")}
              data={[...LANGUAGES]}
              value={changed.language ?? null}
              onChange={(language) => setChanged({ ...changed, language })}
              clearable
            />
            <TextInput label={t("preferences.timeZone")} placeholder="Asia/Tokyo" value={changed.timeZone ?? ""} onChange={(event) => setChanged({ ...changed, timeZone: event.currentTarget.value || null })} />
            {changed.pace === "DAILY" && <TextInput type="time" label={t("preferences.dailyAt")} value={changed.dailyAt ?? "09:00"} onChange={(event) => setChanged({ ...changed, dailyAt: event.currentTarget.value })} />}
          </Group>
          <Switch label={t("preferences.quiet")} checked={changed.quietHours != null} onChange={(event) => setChanged({ ...changed, quietHours: event.currentTarget.checked ? { from: "19:00", until: "08:00" } : null })} />
          {changed.quietHours && (
            <Group grow>
              <TextInput type="time" label={t("preferences.from")} value={changed.quietHours.from} onChange={(event) => changed.quietHours && setChanged({ ...changed, quietHours: { ...changed.quietHours, from: event.currentTarget.value } })} />
              <TextInput type="time" label={t("preferences.until")} value={changed.quietHours.until} onChange={(event) => changed.quietHours && setChanged({ ...changed, quietHours: { ...changed.quietHours, until: event.currentTarget.value } })} />
            </Group>
          )}
          <MultiSelect label={t("preferences.muted")} data={[...types]} value={changed.muted} onChange={(muted) => setChanged({ ...changed, muted })} searchable />
          {save.error && <Failure of={save.error} />}
          <Button type="submit" loading={save.isPending}>
            {t("save")}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}

function Subscriptions() {
  const { t } = useTranslation();
  const session = useSession();
  const [events, setEvents] = useState<string[]>([]);
  const own = useQuery({ queryKey: ["subscriptions"], queryFn: () => read(notificationApi.GET("/api/v1/subscriptions", { params: { query: { limit: 100 } } })) });
  const types = useEventTypes();
  const add = useChange(["subscriptions"], () => read(notificationApi.POST("/api/v1/subscriptions", { body: { events } })), () => setEvents([]));
  const end = useChange(["subscriptions"], (id: string) => read(notificationApi.DELETE("/api/v1/subscriptions/{id}", { params: { path: { id }, header: { "If-Match": "*" } } })));
  return (
    <Card withBorder component="section" aria-label={t("subscriptions.title")}>
      <Title order={2} size="h4">
        {t("subscriptions.title")}
      </Title>
      {own.error && <Failure of={own.error} />}
      {own.data?.items.length === 0 && <Text size="sm">{t("subscriptions.empty")}</Text>}
      {own.data?.items.map((one) => (
        <Group key={one.id} justify="space-between" wrap="nowrap">
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {one.channel ?? session.name}: {one.events.join(", ")} {[...one.teams, ...one.services, ...one.severities].join(", ")}
          </Text>
          {one.person === session.id && (
            <Button size="compact-xs" variant="default" onClick={() => end.mutate(one.id)}>
              {t("remove")}
            </Button>
          )}
        </Group>
      ))}
      <Group align="flex-end" mt="xs">
        <MultiSelect label={t("subscriptions.events")} data={[...types]} value={events} onChange={setEvents} searchable style={{ flex: 1 }} />
        <Button variant="default" disabled={events.length === 0} onClick={() => add.mutate(undefined)} loading={add.isPending}>
          {t("add")}
        </Button>
      </Group>
    </Card>
  );
}
