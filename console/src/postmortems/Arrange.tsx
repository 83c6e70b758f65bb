import { Button, Menu, MultiSelect, Select, Switch, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { FormDialog } from "../app/FormDialog";
import { useCatalog } from "../app/people";
import { useChange } from "../app/useChange";

type Postmortem = PostmortemApi["Postmortem"];

interface DialogProps {
  readonly postmortem: Postmortem;
  readonly close: () => void;
}

const TOUCHED = ["postmortem", "blockers", "process"];
const DIALOGS = { title: Title, owner: Owner, audience: Audience };
const anyVersion = (postmortem: Postmortem) => ({ path: { id: postmortem.number }, header: { "If-Match": "*" } });

/** What it is called, who sees to it, and who may read it. */
export function Arrange({ postmortem }: { postmortem: Postmortem }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<keyof typeof DIALOGS | null>(null);
  const Opened = opened && DIALOGS[opened];
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            {t("incident.change")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(Object.keys(DIALOGS) as (keyof typeof DIALOGS)[]).map((one) => (
            <Menu.Item key={one} onClick={() => setOpened(one)}>
              {t(`arrange.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {Opened && <Opened postmortem={postmortem} close={() => setOpened(null)} />}
    </>
  );
}

function Title({ postmortem, close }: DialogProps) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(postmortem.title);
  const save = useChange(TOUCHED, () => read(postmortemApi.PUT("/api/v1/postmortems/{id}/title", { params: anyVersion(postmortem), body: { title: title.trim() } })), close);
  return (
    <FormDialog title={t("arrange.title")} close={close} send={() => save.mutate(undefined)} sending={save}>
      <TextInput label={t("title")} value={title} onChange={(event) => setTitle(event.currentTarget.value)} required maxLength={200} data-autofocus />
    </FormDialog>
  );
}

function Owner({ postmortem, close }: DialogProps) {
  const { t } = useTranslation();
  const { people } = useCatalog();
  const [owner, setOwner] = useState(postmortem.owner ?? null);
  const save = useChange(TOUCHED, () => read(postmortemApi.PUT("/api/v1/postmortems/{id}/owner", { params: anyVersion(postmortem), body: { owner: owner ?? "" } })), close);
  return (
    <FormDialog title={t("arrange.owner")} close={close} send={() => save.mutate(undefined)} sending={save}>
      <Select label={t("owner")} description={t("arrange.ownerHelp")} data={people} value={owner} onChange={setOwner} searchable required data-autofocus />
    </FormDialog>
  );
}

function Audience({ postmortem, close }: DialogProps) {
  const { t } = useTranslation();
  const { people } = useCatalog();
  const [hidden, setHidden] = useState(postmortem.private);
  const [readers, setReaders] = useState(postmortem.readers);
  const save = useChange(TOUCHED, () => read(postmortemApi.PUT("/api/v1/postmortems/{id}/audience", { params: anyVersion(postmortem), body: { private: hidden, readers } })), close);
  return (
    <FormDialog title={t("arrange.audience")} close={close} send={() => save.mutate(undefined)} sending={save}>
      <Switch label={t("arrange.private")} description={t("arrange.privateHelp")} checked={hidden} onChange={(event) => setHidden(event.currentTarget.checked)} />
      {hidden && <MultiSelect label={t("arrange.readers")} data={people} value={readers} onChange={setReaders} searchable />}
    </FormDialog>
  );
}
