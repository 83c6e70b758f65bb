import {
  ActionIcon,
  AppShell,
  Burger,
  Button,
  Group,
  Kbd,
  Menu,
  Modal,
  Table,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure, useHotkeys, useNetwork } from "@mantine/hooks";
import { Spotlight, spotlight } from "@mantine/spotlight";
import {
  IconAlertTriangle,
  IconBook,
  IconCalendarEvent,
  IconChartBar,
  IconChecklist,
  IconHome,
  IconLanguage,
  IconLayoutKanban,
  IconListCheck,
  IconMail,
  IconMoon,
  IconPlus,
  IconSearch,
  IconSettings,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { DeclareIncident } from "../incidents/DeclareIncident";
import { changeLanguage } from "../words";
import { PlaceLink, TextLink } from "./links";
import { useSession } from "./session";

const PLACES = [
  { to: "/", key: "home", letter: "h", icon: IconHome },
  { to: "/process", key: "process", letter: "b", icon: IconLayoutKanban },
  { to: "/incidents", key: "incidents", letter: "i", icon: IconAlertTriangle },
  { to: "/postmortems", key: "library", letter: "p", icon: IconBook },
  { to: "/action-items", key: "actions", letter: "a", icon: IconListCheck },
  { to: "/reviews", key: "reviews", letter: "r", icon: IconChecklist },
  { to: "/meetings", key: "meetings", letter: "m", icon: IconCalendarEvent },
  { to: "/trends", key: "trends", letter: "t", icon: IconChartBar },
  { to: "/deliveries", key: "deliveries", letter: "d", icon: IconMail },
  { to: "/settings", key: "settings", letter: "s", icon: IconSettings },
  { to: "/preferences", key: "preferences", letter: "u", icon: IconUser },
] as const;

/** What every page has around it, and the keys that lead everywhere. */
export function Shell() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [menuOpen, menu] = useDisclosure(false);
  const [helpOpen, help] = useDisclosure(false);
  const [declareOpen, declare] = useDisclosure(false);
  const { toggleColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme();
  const network = useNetwork();
  const mayDeclare = session.roles.includes("responder");

  const lastG = useRef(0);
  useHotkeys([
    ["g", () => (lastG.current = Date.now())],
    ["shift+?", help.open],
    ["?", help.open],
    ["/", () => spotlight.open()],
    ["c", () => (mayDeclare ? declare.open() : undefined)],
    ...PLACES.map(
      (place) =>
        [
          place.letter,
          () => {
            if (Date.now() - lastG.current < 1_500) void navigate({ to: place.to });
          },
        ] as [string, () => void],
    ),
  ]);

  useEffect(menu.close, [path]);
  useEffect(() => {
    const place = [...PLACES].reverse().find((one) => path.startsWith(one.to));
    document.title = `${place ? t(`nav.${place.key}`) : ""} · Manabi`;
  }, [path, t]);

  const actions = [
    ...PLACES.map((place) => ({
      id: place.key,
      label: t(`nav.${place.key}`),
      leftSection: <place.icon size={18} />,
      onClick: () => void navigate({ to: place.to }),
    })),
    ...(mayDeclare ? [{ id: "declare", label: t("declare.title"), leftSection: <IconPlus size={18} />, onClick: declare.open }] : []),
    { id: "language", label: t("otherLanguage"), leftSection: <IconLanguage size={18} />, onClick: otherLanguage },
    { id: "theme", label: t("theme"), leftSection: <IconMoon size={18} />, onClick: toggleColorScheme },
  ];

  function otherLanguage() {
    changeLanguage(i18n.language === "ja" ? "en" : "ja");
  }

  return (
    <AppShell header={{ height: 52 }} navbar={{ width: 190, breakpoint: "sm", collapsed: { mobile: !menuOpen } }} padding="md">
      <AppShell.Header>
        <Group h="100%" px="sm" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={menuOpen} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={t("menu")} />
            <TextLink to="/" fw={700} c="inherit" underline="never" className="brand">
              Manabi{" "}
              <Text span inherit visibleFrom="sm" lang="ja">
                学び
              </Text>
            </TextLink>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Button variant="default" size="xs" leftSection={<IconSearch size={14} />} onClick={() => spotlight.open()} rightSection={<Kbd size="xs">⌘K</Kbd>} visibleFrom="sm">
              {t("find")}
            </Button>
            <ActionIcon variant="subtle" hiddenFrom="sm" onClick={() => spotlight.open()} aria-label={t("find")}>
              <IconSearch size={18} />
            </ActionIcon>
            {mayDeclare && (
              <>
                <Button size="xs" leftSection={<IconPlus size={14} />} onClick={declare.open} visibleFrom="sm">
                  {t("declare.short")}
                </Button>
                <ActionIcon onClick={declare.open} aria-label={t("declare.short")} hiddenFrom="sm">
                  <IconPlus size={18} />
                </ActionIcon>
              </>
            )}
            <Button variant="subtle" size="xs" px={6} onClick={otherLanguage} lang={i18n.language === "ja" ? "en" : "ja"}>
              {t("otherLanguage")}
            </Button>
            <ActionIcon variant="subtle" onClick={toggleColorScheme} aria-label={t("theme")}>
              {scheme === "dark" ? <IconSun size={18} /> : <IconMoon size={18} />}
            </ActionIcon>
            <Menu>
              <Menu.Target>
                <Button variant="subtle" size="xs" px={6} leftSection={<IconUser size={16} />} aria-label={session.name}>
                  <Text span inherit visibleFrom="sm">
                    {session.name.split(" ")[0]}
                  </Text>
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{session.roles.join(", ")}</Menu.Label>
                <Menu.Item onClick={() => void navigate({ to: "/preferences" })}>{t("nav.preferences")}</Menu.Item>
                <Menu.Item onClick={session.signOut}>{t("session.signOut")}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
        </Group>
      </AppShell.Header>

      <AppShell.Navbar p="xs" aria-label={t("menu")}>
        {PLACES.map((place) => (
          <PlaceLink
            key={place.to}
            to={place.to}
            label={t(`nav.${place.key}`)}
            leftSection={<place.icon size={18} />}
            active={place.to === "/" ? path === "/" : path.startsWith(place.to)}
          />
        ))}
      </AppShell.Navbar>

      <AppShell.Main>
        {!network.online && (
          <Text role="status" p="xs" mb="sm" bd="1px solid var(--mantine-color-orange-6)">
            {t("offline")}
          </Text>
        )}
        <Outlet />
      </AppShell.Main>

      <Spotlight actions={actions} shortcut={["mod + K"]} nothingFound={t("nothingFound")} searchProps={{ placeholder: t("palette"), "aria-label": t("palette"), leftSection: <IconSearch size={18} /> }} />
      {declareOpen && <DeclareIncident close={declare.close} />}
      <Modal opened={helpOpen} onClose={help.close} title={t("keys.title")}>
        <Table>
          <Table.Tbody>
            {[
              ["/, ⌘K", t("palette")],
              ["c", t("declare.title")],
              ...PLACES.map((place) => [`g ${place.letter}`, t(`nav.${place.key}`)]),
              ["?", t("keys.title")],
            ].map(([keys, what]) => (
              <Table.Tr key={keys}>
                <Table.Td>
                  <Kbd>{keys}</Kbd>
                </Table.Td>
                <Table.Td>{what}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Modal>
    </AppShell>
  );
}
