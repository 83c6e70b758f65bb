import { Button, Card, Checkbox, FileInput, Group, Modal, SegmentedControl, Select, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, incidentApi, read, readAll } from "../app/api";
import { Failure } from "../app/failures";
import { FormDialog } from "../app/FormDialog";
import { useNames } from "../app/people";
import { useSession } from "../app/session";
import { Time } from "../app/Time";
import { useChange } from "../app/useChange";
import { KindSelect } from "./Timeline";

type Incident = IncidentApi["Incident"];
type Chat = IncidentApi["ChatImport"];
type Message = IncidentApi["ChatMessage"];
type Kind = IncidentApi["EntryKind"];

/** What was said meanwhile. Nothing of it becomes a fact before somebody confirms it. */
export function Chats({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const { roles } = useSession();
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<Chat | null>(null);
  const chats = useQuery({
    queryKey: ["chats", incident.id],
    queryFn: async () => (await read(incidentApi.GET("/api/v1/incidents/{id}/chat-imports", { params: { path: { id: incident.id } } }))).items,
  });
  const erase = useChange(["chats"], (chat: Chat) =>
    read(incidentApi.DELETE("/api/v1/incidents/{id}/chat-imports/{import}", { params: { path: { id: incident.id, import: chat.id }, header: { "If-Match": "*" } } })),
  );
  return (
    <Card withBorder component="section" aria-label={t("chats.title")}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("chats.title")}
        </Title>
        <Button size="xs" variant="default" onClick={() => setAdding(true)}>
          {t("chats.add")}
        </Button>
      </Group>
      {chats.data?.length === 0 && <Text size="sm">{t("chats.empty")}</Text>}
      {chats.data?.map((chat) => (
        <Group key={chat.id} justify="space-between" mt="xs">
          <Text size="sm">
            {chat.channel}: {t("chats.counts", { messages: chat.messages, proposed: chat.proposed })}
          </Text>
          <Group gap={6}>
            <Button size="compact-xs" onClick={() => setOpened(chat)}>
              {t("chats.confirm")}
            </Button>
            {roles.includes("responder") && (
              <Button size="compact-xs" variant="default" onClick={() => confirm(t("chats.eraseReally")) && erase.mutate(chat)} loading={erase.isPending}>
                {t("chats.erase")}
              </Button>
            )}
          </Group>
        </Group>
      ))}
      {adding && (
        <AddChat
          incident={incident}
          close={() => setAdding(false)}
          added={(chat) => {
            setAdding(false);
            setOpened(chat);
          }}
        />
      )}
      {opened && <Confirm incident={incident} chat={opened} close={() => setOpened(null)} />}
    </Card>
  );
}

const TYPES: Record<string, string> = { zip: "application/zip", json: "application/json" };

function AddChat({ incident, close, added }: { incident: Incident; close: () => void; added: (chat: Chat) => void }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [text, setText] = useState("");
  const [channel, setChannel] = useState("");
  const [zone, setZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [date, setDate] = useState((incident.startedAt ?? incident.declaredAt).slice(0, 10));
  const add = useChange(
    ["chats"],
    async () => {
      const type = TYPES[file?.name.split(".").pop()?.toLowerCase() ?? ""] ?? "text/plain";
      return read(
        incidentApi.POST("/api/v1/incidents/{id}/chat-imports", {
          params: { path: { id: incident.id }, query: { channel: channel || undefined, zone, date } },
          headers: { "Content-Type": type },
          // The file is sent as it is.
          body: (file ?? text) as never,
          bodySerializer: (body: unknown) => body as string,
        }),
      );
    },
    added,
  );
  return (
    <FormDialog title={t("chats.add")} close={close} send={() => add.mutate(undefined)} sending={add} label={t("chats.propose")} size="lg">
      <FileInput label={t("chats.file")} description={t("chats.fileHelp")} accept=".zip,.json,.txt" value={file} onChange={setFile} clearable />
      {!file && <Textarea label={t("chats.paste")} description={t("chats.pasteHelp")} value={text} onChange={(event) => setText(event.currentTarget.value)} required autosize minRows={4} maxRows={14} />}
      <Group grow align="flex-start">
        <TextInput label={t("chats.channel")} description={t("chats.channelHelp")} value={channel} onChange={(event) => setChannel(event.currentTarget.value)} />
        <TextInput type="date" label={t("chats.date")} description={t("chats.dateHelp")} value={date} onChange={(event) => setDate(event.currentTarget.value)} />
        <Select label={t("preferences.timeZone")} description={t("chats.zoneHelp")} data={[...new Set([zone, "UTC", ...Intl.supportedValuesOf("timeZone")])]} value={zone} onChange={(value) => value && setZone(value)} searchable limit={50} />
      </Group>
    </FormDialog>
  );
}

interface Choice {
  readonly taken: boolean;
  readonly text?: string;
  readonly kind?: Kind;
}

function Confirm({ incident, chat, close }: { incident: Incident; chat: Chat; close: () => void }) {
  const { t } = useTranslation();
  const [which, setWhich] = useState("proposed");
  const [choices, setChoices] = useState<Readonly<Record<number, Choice>>>({});
  const messages = useQuery({
    queryKey: ["chat-messages", chat.id, which],
    queryFn: () =>
      readAll<Message>((cursor) =>
        incidentApi.GET("/api/v1/incidents/{id}/chat-imports/{import}/messages", {
          params: { path: { id: incident.id, import: chat.id }, query: { cursor, limit: 200, proposed: which === "proposed" ? true : undefined } },
        }),
      ),
  });
  const choiceOf = (message: Message): Choice => choices[message.number] ?? { taken: message.proposed };
  const open = messages.data?.filter((message) => !message.entry) ?? [];
  const taken = open.filter((message) => choiceOf(message).taken);
  const save = useChange(
    ["incident", "chat-messages", "chats"],
    () =>
      read(
        incidentApi.POST("/api/v1/incidents/{id}/chat-imports/{import}/confirm", {
          params: { path: { id: incident.id, import: chat.id } },
          body: { entries: taken.map((message) => ({ message: message.number, text: choiceOf(message).text, kind: choiceOf(message).kind })) },
        }),
      ),
    (facts) => {
      notifications.show({ message: t("chats.confirmed", { count: facts.entries.length }) });
      close();
    },
  );
  return (
    <Modal opened onClose={close} title={`${t("chats.confirm")}: ${chat.channel}`} size="xl">
      <Stack>
        <Text size="sm">{t("chats.confirmHelp")}</Text>
        <SegmentedControl
          data={[
            { value: "proposed", label: t("chats.proposed") },
            { value: "all", label: t("chats.all") },
          ]}
          value={which}
          onChange={setWhich}
          aria-label={t("chats.title")}
        />
        {messages.error && <Failure of={messages.error} />}
        {messages.data?.length === 0 && <Text>{t("chats.nothingProposed")}</Text>}
        {messages.data?.map((message) => (
          <MessageRow key={message.number} message={message} choice={choiceOf(message)} set={(choice) => setChoices({ ...choices, [message.number]: choice })} />
        ))}
        {save.error && <Failure of={save.error} />}
        <Group justify="flex-end" className="stays">
          <Button onClick={() => save.mutate(undefined)} disabled={taken.length === 0} loading={save.isPending}>
            {t("chats.make", { count: taken.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function MessageRow({ message, choice, set }: { message: Message; choice: Choice; set: (choice: Choice) => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const head = (
    <>
      <Time at={message.at} /> · {message.author ? names(message.author) : message.authorName} {message.reasons.length > 0 && `· ${message.reasons.map((reason) => reason.words || reason.rule).join(", ")}`}
    </>
  );
  if (message.entry) {
    return (
      <div>
        <Text size="xs" c="dimmed">
          {head} · {t("chats.isFact")}
        </Text>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {message.text}
        </Text>
      </div>
    );
  }
  return (
    <Group align="flex-start" wrap="nowrap">
      <Checkbox checked={choice.taken} onChange={(event) => set({ ...choice, taken: event.currentTarget.checked })} aria-label={`${t("chats.take")}: ${message.text.slice(0, 80)}`} mt={2} />
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="xs" c="dimmed">
          {head}
        </Text>
        {choice.taken ? (
          <Group gap="xs" align="flex-start">
            <Textarea aria-label={t("incident.newEntry")} value={choice.text ?? message.text} onChange={(event) => set({ ...choice, text: event.currentTarget.value })} autosize size="xs" style={{ flex: "1 1 240px" }} />
            <KindSelect kind={choice.kind ?? message.kind} set={(kind) => set({ ...choice, kind })} size="xs" />
          </Group>
        ) : (
          <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {message.text}
          </Text>
        )}
      </div>
    </Group>
  );
}
