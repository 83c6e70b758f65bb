package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Roles;
import jakarta.enterprise.context.ApplicationScoped;

/** Who decides about an action item: whoever does it, whoever writes its postmortem, and whoever leads. */
@ApplicationScoped
public class ActionItemAccess {

    private final Caller caller;
    private final Postmortems postmortems;

    ActionItemAccess(Caller caller, Postmortems postmortems) {
        this.caller = caller;
        this.postmortems = postmortems;
    }

    /** Whether the caller is a senior or a manager. */
    boolean leads() {
        return caller.has(Roles.SENIOR) || caller.has(Roles.MANAGER);
    }

    /** @throws NotAllowed where the caller has no say in it */
    void requireSay(ActionItemView item) {
        String person = caller.person();
        boolean hasSay = leads()
                || person.equals(item.owner)
                || postmortems.get(item.postmortemId.toString()).isWrittenBy(person);
        if (!hasSay) {
            throw new NotAllowed("That is for the action item's owner, the postmortem's owner and collaborators,"
                    + " seniors and managers.");
        }
    }
}
