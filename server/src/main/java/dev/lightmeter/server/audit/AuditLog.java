package dev.lightmeter.server.audit;

import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.storage.Actor;
import dev.lightmeter.storage.AuditEntry;
import dev.lightmeter.storage.Journal;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every change is written down, after it was made: who, when, what. Nothing in it is ever changed or deleted. Secrets
 * have no place in it.
 */
public final class AuditLog {

    /** The action of a feed that now comes from another model. */
    public static final String OTHER_MODEL = "feed.model";

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    /** Longer texts are cut; the log is read by people. */
    private static final int LONGEST = 2000;

    private final Journal journal;
    private final Clock clock;

    public AuditLog(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Writes down what a caller did.
     *
     * @param action a word for programs, a noun and a verb: {@code deviceGroup.create}
     * @param object to what: a name or an id
     * @param detail the rest, for people; may be empty
     */
    public void record(Caller caller, String action, String object, String detail) {
        record(actor(caller), action, object, detail);
    }

    /** The same for what nobody called for: a schedule, the command line. */
    public void record(Actor actor, String action, String object, String detail) {
        AuditEntry entry = journal.add(clock.instant(), actor, action, cut(object), cut(detail));
        LOG.info("event=audit number={} action={} actor={}", entry.number(), action, actor.kind());
    }

    /** Whoever calls, in the words of the log. */
    public static Actor actor(Caller caller) {
        return switch (caller.holder()) {
            case Caller.Application application ->
                new Actor(Actor.Kind.APPLICATION, caller.appId(), caller.objectId(), "");
            case Caller.User user -> new Actor(Actor.Kind.USER, caller.appId(), caller.objectId(), user.userName());
        };
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
