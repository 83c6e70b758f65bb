import { Alert, Button, Code, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type NotificationApi, notificationApi, read, readAll } from "../app/api";
import { asChoices, LANGUAGES, SEVERITIES, useEventTypes } from "../app/choices";
import { useCatalog, useNames } from "../app/people";
import { ReasonButton } from "../app/ReasonButton";
import { useSession } from "../app/session";
import { Time } from "../app/Time";
import { useChange } from "../app/useChange";
import { Records } from "../app/Records";

type Channel = NotificationApi["ConfiguredChannel"];
type NewChannel = NotificationApi["NewChannel"];
type Subscription = NotificationApi["Subscription"];
const KINDS = ["SLACK", "TEAMS", "MATTERMOST", "GOOGLE_CHAT", "DISCORD", "MAIL_LIST", "WEBHOOK"] as const;

const loadChannels = () => readAll<Channel>((cursor) => notificationApi.GET("/api/v1/channels", { params: { query: { limit: 100, cursor } } }));

/** The ways by which rooms, lists and programs are told, and of what. */
export function ChannelsPart() {
  const { t } = useTranslation();
  const names = useNames();
  const catalog = useCatalog();
  const mayChange = useSession().roles.includes("admin");
  const [secret, setSecret] = useState<string | null>(null);
  const channels = useQuery({ queryKey: ["channels", "names"], queryFn: loadChannels });
  const types = useEventTypes();
  const at = (channel: Channel) => ({ path: { name: channel.name }, header: { "If-Match": `"${channel.version}"` } });
  const told = (channel: Channel) => {
    // The secret of a webhook's signature is answered once.
    if (channel.signingSecret) setSecret(channel.signingSecret);
  };
  const own = (channels.data ?? []).filter((channel) => !channel.configured || channel.channel !== "MAIL");
  return (
    <Stack gap="xl">
      <Records<Channel, NewChannel>
        title={t("settings.channels")}
        help={t("channels.help")}
        empty={t("channels.empty")}
        name="channels"
        mayChange={mayChange}
        load={loadChannels}
        keyOf={(channel) => channel.name}
        columns={[
          { label: t("catalog.name"), show: (channel) => channel.name },
          { label: t("kind"), show: (channel) => (channel.kind ? t(`channels.${channel.kind}`) : t(`channels.${channel.channel}`)) },
          { label: t("deliveries.to"), show: (channel) => channel.target ?? "–" },
          { label: t("owner"), show: (channel) => (channel.configured ? t("channels.configured") : names(channel.owner)) },
          { label: t("status"), show: (channel) => <Health channel={channel} /> },
        ]}
        fields={[
          { name: "name", label: t("catalog.name"), help: t("catalog.idHelp"), required: true, fixed: true },
          { name: "kind", label: t("kind"), choices: KINDS.map((value) => ({ value, label: t(`channels.${value}`) })), required: true },
          { name: "address", label: t("channels.address"), help: t("channels.addressHelp") },
          { name: "description", label: t("channels.description") },
          { name: "owner", label: t("owner"), help: t("channels.ownerHelp"), choices: catalog.people },
          { name: "person", label: t("channels.person"), help: t("channels.personHelp"), choices: catalog.people },
          {
            name: "language",
            label: t("preferences.language"),
            choices: LANGUAGES,
          },
        ]}
        formOf={(channel) =>
          channel
            ? { name: channel.name, kind: channel.kind ?? "SLACK", address: "", description: channel.description, owner: channel.owner, person: channel.person, language: channel.language }
            : { name: "", kind: "SLACK", address: "" }
        }
        create={async (body) => told(await read(notificationApi.POST("/api/v1/channels", { body })))}
        change={(channel, { kind, address, description, owner, person, language }) =>
          read(notificationApi.PUT("/api/v1/channels/{name}", { params: at(channel), body: { kind, address: address || null, description, owner, person, language } }))
        }
        remove={(channel) => read(notificationApi.DELETE("/api/v1/channels/{name}", { params: at(channel) }))}
        given={(channel) => channel.configured}
        more={(channel) => <ChannelActions channel={channel} told={told} />}
      />
      <Records<Subscription, NotificationApi["NewSubscription"]>
        title={t("channels.subscriptions")}
        help={t("channels.subscriptionsHelp")}
        empty={t("channels.noSubscriptions")}
        name="subscriptions"
        mayChange={mayChange}
        load={async () =>
          (await readAll<Subscription>((cursor) => notificationApi.GET("/api/v1/subscriptions", { params: { query: { limit: 100, cursor } } }))).filter((one) => one.channel != null)
        }
        keyOf={(one) => one.id}
        columns={[
          { label: t("channels.channel"), show: (one) => one.channel },
          { label: t("subscriptions.events"), show: (one) => one.events.join(", ") },
          { label: t("channels.only"), show: (one) => [...one.teams, ...one.services, ...one.severities].join(", ") || "–" },
        ]}
        fields={[
          { name: "channel", label: t("channels.channel"), choices: own.map((channel) => ({ value: channel.name, label: channel.name })), required: true, fixed: true },
          { name: "events", label: t("subscriptions.events"), choices: asChoices(types), many: true, required: true },
          { name: "teams", label: t("team"), help: t("channels.onlyHelp"), choices: catalog.teams, many: true },
          { name: "services", label: t("services"), help: t("channels.onlyHelp"), choices: catalog.services, many: true },
          { name: "severities", label: t("severity"), help: t("channels.onlyHelp"), choices: asChoices(SEVERITIES), many: true },
        ]}
        formOf={(one) => one ?? { channel: own[0]?.name, events: [] }}
        create={(body) => read(notificationApi.POST("/api/v1/subscriptions", { body }))}
        change={(one, { channel, events, teams, services, severities }) =>
          read(notificationApi.PUT("/api/v1/subscriptions/{id}", { params: { path: { id: one.id }, header: { "If-Match": `"${one.version}"` } }, body: { channel, events, teams, services, severities } }))
        }
        remove={(one) => read(notificationApi.DELETE("/api/v1/subscriptions/{id}", { params: { path: { id: one.id }, header: { "If-Match": `"${one.version}"` } } }))}
      />
      <Modal opened={secret !== null} onClose={() => setSecret(null)} title={t("channels.secret")}>
        <Stack>
          <Alert color="yellow">{t("channels.secretOnce")}</Alert>
          <Code block>{secret}</Code>
        </Stack>
      </Modal>
    </Stack>
  );
}

function Health({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  if (!channel.enabled) return <Text size="sm">{t("channels.disabled", { why: channel.disabledWhy })}</Text>;
  if (!channel.failingSince) return <Text size="sm">{t("channels.fine")}</Text>;
  return (
    <Text size="sm">
      ▲ {t("channels.failingSince")} <Time at={channel.failingSince} how="ago" />
    </Text>
  );
}

function ChannelActions({ channel, told }: { channel: Channel; told: (channel: Channel) => void }) {
  const { t } = useTranslation();
  const path = { name: channel.name };
  const test = useChange(
    ["channels"],
    () => read(notificationApi.POST("/api/v1/channels/{name}/test", { params: { path } })),
    (result) => notifications.show({ color: result.arrived ? "green" : "red", message: result.arrived ? t("channels.arrived") : (result.error ?? t("channels.notArrived")) }),
  );
  const enable = useChange(["channels"], () => read(notificationApi.POST("/api/v1/channels/{name}/enable", { params: { path } })));
  const renew = useChange(["channels"], () => read(notificationApi.POST("/api/v1/channels/{name}/signing-secret", { params: { path } })), told);
  if (channel.configured && channel.channel === "MAIL") return null;
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => test.mutate(undefined)} loading={test.isPending}>
        {t("channels.test")}
      </Button>
      {!channel.configured && channel.enabled && (
        <ReasonButton size="compact-xs" label={t("channels.disable")} keys={["channels"]} ask={(reason) => read(notificationApi.POST("/api/v1/channels/{name}/disable", { params: { path }, body: { reason } }))} />
      )}
      {!channel.enabled && (
        <Button size="compact-xs" variant="default" onClick={() => enable.mutate(undefined)} loading={enable.isPending}>
          {t("channels.enable")}
        </Button>
      )}
      {!channel.configured && channel.kind === "WEBHOOK" && (
        <Button size="compact-xs" variant="default" onClick={() => confirm(t("channels.renewReally")) && renew.mutate(undefined)} loading={renew.isPending}>
          {t("channels.renew")}
        </Button>
      )}
    </>
  );
}
