import { ActionIcon, Button, Group, Menu, Modal, TextInput } from "@mantine/core";
import { IconBookmark, IconTrash } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "./session";

export type Filters<Name extends string> = Readonly<Partial<Record<Name, string>>>;

/**
 * What a list is narrowed to. It stands in the address, so that it can be sent to others and survives a reload.
 *
 * @param usual what holds where the address says nothing
 */
export function useFilters<Name extends string>(names: readonly Name[], usual: Filters<Name> = {} as Filters<Name>) {
  const [filters, setFilters] = useState<Filters<Name>>(() => {
    const said = new URLSearchParams(location.search);
    if (!names.some((name) => said.has(name))) return usual;
    return Object.fromEntries(names.flatMap((name) => (said.has(name) ? [[name, said.get(name) ?? ""]] : []))) as Filters<Name>;
  });
  const search = new URLSearchParams(filters as Record<string, string>).toString();
  useEffect(() => {
    const address = location.pathname + (search ? `?${search}` : "");
    if (address !== location.pathname + location.search) history.replaceState(history.state, "", address);
  }, [search]);
  const set = (name: Name, value: string | null) => {
    const { [name]: _, ...others } = filters;
    setFilters((value ? { ...others, [name]: value } : others) as Filters<Name>);
  };
  return { filters, set, setFilters };
}

interface Saved {
  readonly name: string;
  readonly filters: Readonly<Record<string, string>>;
}

/** Filters that one comes back to, kept in this browser for whoever has signed in. */
export function SavedFilters<Name extends string>({ place, filters, apply }: { place: string; filters: Filters<Name>; apply: (filters: Filters<Name>) => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const key = `manabi.filters.${session.id}.${place}`;
  const [saved, setSaved] = useState<readonly Saved[]>(() => JSON.parse(localStorage.getItem(key) ?? "[]") as Saved[]);
  const [naming, setNaming] = useState<string | null>(null);
  const keep = (all: readonly Saved[]) => {
    setSaved(all);
    localStorage.setItem(key, JSON.stringify(all));
  };
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={14} />}>
            {t("filters.title")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {saved.map((one) => (
            <Group key={one.name} gap={4} wrap="nowrap">
              <Menu.Item onClick={() => apply(one.filters as Filters<Name>)}>{one.name}</Menu.Item>
              <ActionIcon variant="subtle" onClick={() => keep(saved.filter((other) => other !== one))} aria-label={`${t("remove")} ${one.name}`}>
                <IconTrash size={14} />
              </ActionIcon>
            </Group>
          ))}
          {saved.length === 0 && <Menu.Label>{t("filters.none")}</Menu.Label>}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming("")}>{t("filters.save")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming !== null && (
        <Modal opened onClose={() => setNaming(null)} title={t("filters.save")}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              keep([...saved.filter((one) => one.name !== naming.trim()), { name: naming.trim(), filters: filters as Record<string, string> }]);
              setNaming(null);
            }}
          >
            <Group align="flex-end">
              <TextInput label={t("catalog.name")} value={naming} onChange={(event) => setNaming(event.currentTarget.value)} required data-autofocus style={{ flex: 1 }} />
              <Button type="submit">{t("save")}</Button>
            </Group>
          </form>
        </Modal>
      )}
    </>
  );
}
