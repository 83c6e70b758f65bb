import { Button, Group, MultiSelect, NumberInput, Select, Switch, Table, TagsInput, Text, Textarea, TextInput, Title, VisuallyHidden } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Choice } from "./choices";
import { FormDialog } from "./FormDialog";
import { Asking } from "./Page";
import { useChange } from "./useChange";

/** One field of a record's form. Text that is left out is null. */
export interface Field<Form> {
  readonly name: keyof Form & string;
  readonly label: string;
  readonly help?: string;
  readonly as?: "text" | "code" | "long" | "switch" | "number" | "time";
  readonly required?: boolean;
  /** Cannot be changed afterwards. */
  readonly fixed?: boolean;
  readonly choices?: readonly Choice[];
  /** Several of the choices; without choices, several words. */
  readonly many?: boolean;
}

interface Column<Item> {
  readonly label: string;
  readonly show: (item: Item) => ReactNode;
}

interface Props<Item, Form extends object> {
  readonly title: string;
  readonly help?: string;
  readonly empty: string;
  /** What the queries of the list are kept under, and what is read again after a change. */
  readonly name: string;
  readonly load: () => Promise<readonly Item[]>;
  readonly keyOf: (item: Item) => string;
  readonly columns: readonly Column<Item>[];
  readonly fields: readonly Field<Form>[];
  readonly formOf: (item: Item | null) => Form;
  readonly create?: (form: Form) => Promise<unknown>;
  readonly change?: (item: Item, form: Form) => Promise<unknown>;
  readonly remove?: (item: Item) => Promise<unknown>;
  readonly more?: (item: Item) => ReactNode;
  /** What came from elsewhere, and is changed there. */
  readonly given?: (item: Item) => boolean;
  readonly mayChange: boolean;
}

/** A list of plain records, each of which can be changed in a form. */
export function Records<Item, Form extends object>(props: Props<Item, Form>) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<{ item: Item | null } | null>(null);
  const items = useQuery({ queryKey: [props.name, "records"], queryFn: props.load });
  const remove = useChange([props.name], (item: Item) => props.remove?.(item) ?? Promise.resolve(), () => notifications.show({ message: t("saved") }));
  const acts = props.mayChange && (props.change || props.remove || props.more);
  return (
    <section aria-label={props.title}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {props.title}
        </Title>
        {props.mayChange && props.create && (
          <Button size="xs" onClick={() => setOpened({ item: null })}>
            {t("add")}
          </Button>
        )}
      </Group>
      {props.help && (
        <Text size="sm" c="dimmed" mb="xs">
          {props.help}
        </Text>
      )}
      <Asking of={items} />
      {items.data?.length === 0 && <Text size="sm">{props.empty}</Text>}
      {items.data && items.data.length > 0 && (
        <Table.ScrollContainer minWidth={600} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                {props.columns.map((column) => (
                  <Table.Th key={column.label}>{column.label}</Table.Th>
                ))}
                {acts && (
                  <Table.Th>
                    <VisuallyHidden>{t("change")}</VisuallyHidden>
                  </Table.Th>
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.data.map((item) => (
                <Table.Tr key={props.keyOf(item)}>
                  {props.columns.map((column) => (
                    <Table.Td key={column.label} style={{ overflowWrap: "anywhere" }}>
                      {column.show(item)}
                    </Table.Td>
                  ))}
                  {acts && (
                    <Table.Td>
                      <Group gap={6} justify="flex-end">
                        {props.more?.(item)}
                        {props.change && !props.given?.(item) && (
                          <Button size="compact-xs" variant="default" onClick={() => setOpened({ item })} aria-label={`${t("change")} ${props.keyOf(item)}`}>
                            {t("change")}
                          </Button>
                        )}
                        {props.remove && !props.given?.(item) && (
                          <Button size="compact-xs" variant="default" onClick={() => confirm(t("settings.really", { what: props.keyOf(item) })) && remove.mutate(item)} aria-label={`${t("remove")} ${props.keyOf(item)}`}>
                            {t("remove")}
                          </Button>
                        )}
                      </Group>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {opened && <RecordForm records={props} item={opened.item} close={() => setOpened(null)} />}
    </section>
  );
}

function RecordForm<Item, Form extends object>({ records, item, close }: { records: Props<Item, Form>; item: Item | null; close: () => void }) {
  const { t } = useTranslation();
  const [form, setForm] = useState(() => records.formOf(item));
  const save = useChange(
    [records.name],
    async () => (item === null ? records.create?.(form) : records.change?.(item, form)),
    () => {
      notifications.show({ message: t("saved") });
      close();
    },
  );
  return (
    <FormDialog title={item === null ? records.title : `${records.title}: ${records.keyOf(item)}`} close={close} send={() => save.mutate(undefined)} sending={save} size="lg">
      {records.fields.map((field) => (
        <FieldInput key={field.name} field={field} value={form[field.name]} set={(value) => setForm({ ...form, [field.name]: value })} fixed={item !== null && field.fixed === true} />
      ))}
    </FormDialog>
  );
}

function FieldInput<Form>({ field, value, set, fixed }: { field: Field<Form>; value: unknown; set: (value: unknown) => void; fixed: boolean }) {
  const usual = { label: field.label, description: field.help, required: field.required, disabled: fixed };
  const text = (value ?? "") as string;
  const typed = (event: { currentTarget: { value: string } }) => set(event.currentTarget.value === "" && !field.required ? null : event.currentTarget.value);
  if (field.many) {
    const several = (value ?? []) as string[];
    if (!field.choices) return <TagsInput {...usual} value={several} onChange={set} />;
    return <MultiSelect {...usual} required={field.required && several.length === 0} data={[...field.choices]} value={several} onChange={set} searchable />;
  }
  if (field.choices) return <Select {...usual} data={[...field.choices]} value={text || null} onChange={set} searchable clearable={!field.required} allowDeselect={!field.required} />;
  switch (field.as) {
    case "switch":
      return <Switch {...usual} required={false} checked={value === true} onChange={(event) => set(event.currentTarget.checked)} />;
    case "number":
      return <NumberInput {...usual} value={(value ?? "") as number | ""} onChange={(number) => set(number === "" ? null : Number(number))} min={0} allowDecimal={false} />;
    case "time":
      return <TextInput {...usual} type="time" value={text} onChange={typed} />;
    case "long":
      return <Textarea {...usual} value={text} onChange={typed} autosize minRows={2} />;
    case "code":
      return <Textarea {...usual} value={text} onChange={typed} autosize minRows={2} spellCheck={false} styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }} />;
    default:
      return <TextInput {...usual} value={text} onChange={typed} />;
  }
}
