package dev.lightmeter.server.notification;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.config.NotificationSettings;
import dev.lightmeter.server.config.NotificationSettings.Channel;
import dev.lightmeter.server.config.NotificationSettings.Rule;
import dev.lightmeter.server.notification.ChannelSender.Attempt;
import dev.lightmeter.server.notification.Notice.Kind;
import dev.lightmeter.server.standing.Standings;
import dev.lightmeter.storage.Delivery;
import dev.lightmeter.storage.Delivery.Outcome;
import dev.lightmeter.storage.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges scoreboards by the rules of the operator and delivers what follows. What was told and what is still to be sent are
 * made durable in one step before anything is sent: after a crash nothing is lost, and nothing is judged twice. A message
 * may be sent twice if the crash comes between sending and noting it, with the same id.
 */
public final class Notifications {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    /** More than that means that nobody listens; what comes then is written down and not sent. */
    private static final int MOST_WAITING = 10_000;

    /** The pauses grow from half a minute to six hours, so a message is tried for two days. */
    private static final int MOST_ATTEMPTS = 18;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final Duration KEPT = Duration.ofDays(90);

    private final NotificationSettings settings;
    private final Map<String, ChannelSender> senders;
    private final Outbox outbox;
    private final String source;
    private final Clock clock;

    /** The scoreboard that was judged last. Guarded by {@code this}. */
    private @Nullable Scoreboard judged;

    Notifications(
            NotificationSettings settings,
            Map<String, ChannelSender> senders,
            Outbox outbox,
            String source,
            Clock clock) {
        this.settings = settings;
        this.senders = senders;
        this.outbox = outbox;
        this.source = source;
        this.clock = clock;
    }

    /**
     * Those of one installation; the secrets of its channels are read at once, so that a missing one stops the start.
     *
     * @param source tells receivers which installation an event is from
     */
    public static Notifications of(NotificationSettings settings, Outbox outbox, String source, Clock clock) {
        Map<String, ChannelSender> senders = Senders.of(settings.channels(), System.getenv());
        return new Notifications(settings, senders, outbox, source, clock);
    }

    /** Judges a scoreboard if it is another one than the last, and sends what is due. Call it every second or so. */
    public synchronized void look(Scoreboard board) {
        if (settings.rules().isEmpty()) return;
        judge(board);
        deliver();
    }

    /** Sends a message to one channel at once; empty if there is no such channel. */
    Optional<Delivery> test(String channel) {
        Optional<Channel> known = settings.channels().stream()
                .filter(candidate -> candidate.name().equals(channel))
                .findFirst();
        return known.map(target -> {
            Notice notice = new Notice(
                    newId(), clock.instant(), Kind.TEST, "", "This is a test of the channel " + channel, List.of());
            Delivery message = message(target, List.of(notice)).getFirst();
            Attempt attempt = sender(channel).send(message);
            Delivery ended = attempt instanceof Attempt.Failed(var why)
                    ? message.tried(Outcome.GIVEN_UP, clock.instant(), why)
                    : message.tried(Outcome.DELIVERED, clock.instant(), "");
            outbox.keep(ended);
            return ended;
        });
    }

    List<Delivery> recent(int most) {
        return outbox.recent(most);
    }

    List<Channel> channels() {
        return settings.channels();
    }

    @SuppressWarnings("ReferenceEquality") // another scoreboard is another moment, however equal
    private void judge(Scoreboard board) {
        if (judged == board) return;
        Standings now = Standings.of(board);
        Map<String, String> before = outbox.states();
        Map<String, String> changed = new TreeMap<>();
        List<Delivery> messages = new ArrayList<>();
        for (Rule rule : settings.rules()) {
            Judge.Judgement judgement = Judge.judge(rule, now, before, Notifications::newId);
            changed.putAll(judgement.changed());
            if (judgement.notices().isEmpty()) continue;
            settings.channels().stream()
                    .filter(channel -> rule.tell().contains(channel.name()))
                    .forEach(channel -> messages.addAll(message(channel, judgement.notices())));
        }
        if (!changed.isEmpty() || !messages.isEmpty()) outbox.keep(changed, bounded(messages));
        if (!messages.isEmpty()) LOG.info("event=notifications messages={}", messages.size());
        outbox.forget(clock.instant().minus(KEPT));
        judged = board;
    }

    /** Programs get each notice by itself, people all of one moment together. */
    private List<Delivery> message(Channel channel, List<Notice> notices) {
        Instant at = clock.instant();
        return switch (channel) {
            case Channel.Webhook webhook ->
                notices.stream()
                        .map(notice -> Delivery.fresh(
                                newId(),
                                at,
                                webhook.name(),
                                Wording.subject(List.of(notice)),
                                Wording.cloudEvent(notice, source)))
                        .toList();
            case Channel.Chat chat ->
                List.of(Delivery.fresh(
                        newId(), at, chat.name(), Wording.subject(notices), Wording.chat(notices, chat.style())));
            case Channel.Mail mail ->
                List.of(Delivery.fresh(newId(), at, mail.name(), Wording.subject(notices), Wording.plain(notices)));
        };
    }

    private List<Delivery> bounded(List<Delivery> messages) {
        int room = Math.max(0, MOST_WAITING - outbox.waiting().size());
        List<Delivery> bounded = new ArrayList<>(messages);
        for (int i = room; i < bounded.size(); i++) {
            bounded.set(i, bounded.get(i).dropped("too many messages were waiting"));
        }
        if (room < messages.size()) LOG.warn("event=notifications dropped={}", messages.size() - room);
        return bounded;
    }

    private void deliver() {
        Set<String> silent = new HashSet<>(); // the others need not wait for a channel that does not answer
        for (Delivery message : outbox.waiting()) {
            if (message.nextAt().isAfter(clock.instant()) || silent.contains(message.channel())) continue;
            Attempt attempt = sender(message.channel()).send(message);
            if (attempt instanceof Attempt.Failed) silent.add(message.channel());
            outbox.keep(tried(message, attempt));
            if (Thread.currentThread().isInterrupted()) return; // the rest goes out after the next start
        }
    }

    private Delivery tried(Delivery message, Attempt attempt) {
        return switch (attempt) {
            case Attempt.Sent() -> message.tried(Outcome.DELIVERED, clock.instant(), "");
            case Attempt.Failed(var why) -> {
                boolean last = message.attempts() + 1 >= MOST_ATTEMPTS;
                LOG.warn(
                        "event=notification channel={} attempt={} outcome=failed reason={}",
                        message.channel(),
                        message.attempts() + 1,
                        why);
                yield message.tried(
                        last ? Outcome.GIVEN_UP : Outcome.WAITING,
                        clock.instant().plus(last ? Duration.ZERO : pause(message.attempts())),
                        why);
            }
        };
    }

    private static Duration pause(int attemptsBefore) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attemptsBefore, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** A channel may be gone from the configuration while a message for it waits. */
    private ChannelSender sender(String channel) {
        ChannelSender sender = senders.get(channel);
        return sender != null ? sender : message -> new Attempt.Failed("there is no such channel any more");
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
