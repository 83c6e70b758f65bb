import { Tabs } from "@mantine/core";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ComponentType, lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../app/Page";
import { useSession } from "../app/session";

const PARTS = {
  policy: { shown: lazy(() => import("./Policy").then((part) => ({ default: part.PolicyPart }))) },
  checklists: { shown: lazy(() => import("./Checklists").then((part) => ({ default: part.ChecklistsPart }))) },
  templates: { shown: lazy(() => import("./Templates").then((part) => ({ default: part.TemplatesPart }))) },
  causes: { shown: lazy(() => import("./CauseCodes").then((part) => ({ default: part.CauseCodesPart }))) },
  catalog: { shown: lazy(() => import("./Catalog").then((part) => ({ default: part.CatalogPart }))) },
  channels: { shown: lazy(() => import("./Channels").then((part) => ({ default: part.ChannelsPart }))) },
  texts: { shown: lazy(() => import("./Texts").then((part) => ({ default: part.TextsPart }))) },
  sources: { shown: lazy(() => import("./Sources").then((part) => ({ default: part.SourcesPart }))), role: "admin" },
  metrics: { shown: lazy(() => import("./MetricQueries").then((part) => ({ default: part.MetricQueriesPart }))) },
} satisfies Record<string, Part>;

interface Part {
  readonly shown: ComponentType;
  /** Who may see it; everybody, if it is left out. */
  readonly role?: string;
}

/** Everything that can be set up for everybody; what is one's own stands under preferences. */
export function Settings() {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const { part } = useParams({ from: "/settings/$part" });
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter((one) => {
    const { role }: Part = PARTS[one];
    return role === undefined || session.roles.includes(role);
  });
  const chosen = parts.find((one) => one === part) ?? "policy";
  const Shown = PARTS[chosen].shown;
  return (
    <Page title={t("nav.settings")}>
      <Tabs value={chosen} onChange={(value) => value && void navigate({ to: "/settings/$part", params: { part: value } })} keepMounted={false}>
        <Tabs.List mb="md">
          {parts.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`settings.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={chosen}>
          <Suspense>
            <Shown />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
