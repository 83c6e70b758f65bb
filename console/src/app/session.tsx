import { Button, Center, Code, Stack, Text, Title } from "@mantine/core";
import { UserManager, WebStorageStateStore } from "oidc-client-ts";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

/** Who looks at this, as the access token says. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

interface Session extends Person {
  readonly signOut: () => void;
}

const SIGNED_IN = "/signed-in";
const SessionContext = createContext<Session | null>(null);

let manager: UserManager | undefined;
let token = "";

/** A token that still holds; without one the person is sent to sign in again and comes back to the same page. */
export async function accessToken(): Promise<string> {
  const user = await manager?.getUser();
  if (user && !user.expired) {
    token = user.access_token;
  } else if (manager) {
    await signIn();
  }
  return token;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("asked before anybody has signed in");
  return session;
}

async function signIn(): Promise<void> {
  await manager?.signinRedirect({ state: location.pathname + location.search });
}

async function configure(): Promise<UserManager> {
  const answer = await fetch("/console.json");
  if (!answer.ok) throw new Error(`/console.json answered ${answer.status}`);
  const { issuer, clientId } = (await answer.json()) as { issuer: string; clientId: string };
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: location.origin + SIGNED_IN,
    post_logout_redirect_uri: location.origin + "/",
    scope: "openid profile",
    automaticSilentRenew: true,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
  });
}

function personOf(accessToken: string): Person {
  const payload = accessToken.split(".")[1] ?? "";
  const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const claims = JSON.parse(new TextDecoder().decode(bytes)) as { sub: string; name?: string; groups?: string[] };
  return { id: claims.sub, name: claims.name ?? claims.sub, roles: claims.groups ?? [] };
}

async function begin(): Promise<Person | null> {
  manager = await configure();
  if (location.pathname === SIGNED_IN) {
    const user = await manager.signinRedirectCallback();
    history.replaceState(null, "", typeof user.state === "string" ? user.state : "/");
  }
  const user = await manager.getUser();
  if (!user || user.expired) {
    await signIn();
    return null;
  }
  token = user.access_token;
  return personOf(token);
}

// Once, however often a component asks: a code can be exchanged once.
let beginning: Promise<Person | null> | undefined;

/** Shows its children to whoever has signed in and may see anything at all. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [person, setPerson] = useState<Person | null>(null);
  const [failure, setFailure] = useState("");

  useEffect(() => {
    beginning ??= begin();
    beginning.then(setPerson, (error: unknown) => setFailure(String(error)));
  }, []);

  const signOut = () => {
    void manager?.removeUser().then(() => location.assign("/"));
  };
  if (failure) {
    return (
      <Notice title={t("session.failed")} text={t("session.failedWhy")}>
        <Code block>{failure}</Code>
        <Button onClick={() => location.assign("/")}>{t("again")}</Button>
      </Notice>
    );
  }
  if (!person) return <Notice title="Manabi" text={t("session.signingIn")} />;
  if (!person.roles.includes("member")) {
    return (
      <Notice title={t("session.noRole")} text={t("session.noRoleWhy", { person: person.name })}>
        <Button onClick={signOut}>{t("session.other")}</Button>
      </Notice>
    );
  }
  return <SessionContext value={{ ...person, signOut }}>{children}</SessionContext>;
}

function Notice({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <Center mih="80vh" component="main" p="md">
      <Stack maw={480}>
        <Title order={1}>{title}</Title>
        <Text>{text}</Text>
        {children}
      </Stack>
    </Center>
  );
}
