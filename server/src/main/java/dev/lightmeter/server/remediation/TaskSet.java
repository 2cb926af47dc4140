package dev.lightmeter.server.remediation;

import dev.lightmeter.core.RemediationTask.Closing;
import dev.lightmeter.core.RemediationType;
import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.odata.Shape;
import dev.lightmeter.storage.query.Property;
import dev.lightmeter.storage.query.Reader;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** What a remediation task looks like on the wire. */
final class TaskSet {

    private static final Property<SeenTask> ID =
            Property.<SeenTask>word("id", row -> row.task().id().toString()).always();

    private static final Shape<SeenTask> SHAPE = Shape.<SeenTask>named("RemediationTask")
            .with(ID)
            .with(Property.<SeenTask>text("title", row -> row.task().title()).always())
            .with(Property.<SeenTask>text("description", row -> row.task().description())
                    .always())
            .with(Property.<SeenTask>instant("createdOn", row -> row.task().createdOn())
                    .always())
            .with(Property.<SeenTask>word(
                            "requesterId", row -> row.task().requester().id())
                    .always())
            .with(Property.<SeenTask>word(
                    "requesterEmail", row -> row.task().requester().email()))
            .with(Property.<SeenTask>word(
                            "status", row -> row.isCompleted() ? "Completed" : "Active", List.of("Active", "Completed"))
                    .always())
            .with(Property.<SeenTask>instant("statusLastModifiedOn", SeenTask::statusSince)
                    .always())
            .with(Property.<SeenTask>text("relatedComponent", SeenTask::relatedComponent)
                    .always())
            .with(Property.<SeenTask>whole("targetDevices", row -> row.targets().size())
                    .always())
            .with(Property.texts("rbacGroupNames", SeenTask::groupNames))
            .with(Property.<SeenTask>whole("fixedDevices", SeenTask::fixed).always())
            .with(Property.<SeenTask>text(
                    "requesterNotes", row -> row.task().requester().notes()))
            .with(Property.<SeenTask>instant("dueOn", row -> {
                LocalDate day = row.task().dueOn();
                return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
            }))
            .with(Property.<SeenTask>word(
                            "category",
                            row -> row.isAboutConfiguration() ? "Security configuration" : "Software",
                            List.of("Security configuration", "Software"))
                    .always())
            .with(unknown("productivityImpactRemediationType"))
            .with(Property.<SeenTask>word(
                            "priority", row -> row.task().priority().wire(), List.of("Low", "Medium", "High"))
                    .always())
            .with(Property.word("completionMethod", SeenTask::completionMethod))
            .with(closing("completerId", Closing::by))
            .with(closing("completerEmail", Closing::email))
            .with(Property.word("scid", SeenTask::scid))
            .with(Property.<SeenTask>word(
                            "type",
                            row -> row.task().type().wire(),
                            Stream.of(RemediationType.values())
                                    .map(RemediationType::wire)
                                    .toList())
                    .always())
            .with(Property.word("productId", SeenTask::productId))
            .with(Property.word("vendorId", SeenTask::vendorId))
            .with(Property.word("nameId", SeenTask::nameId))
            .with(unknown("recommendedVersion"))
            .with(unknown("recommendedVendor"))
            .with(unknown("recommendedProgram"));

    /** All tasks of which a caller sees a device. */
    static final EntitySet<SeenTask> TASKS =
            EntitySet.of("RemediationTasks", SHAPE, ID).at("remediationTasks").pagesOf(10_000);

    private TaskSet() {}

    private static Property<SeenTask> closing(String name, Reader<Closing, String> value) {
        return Property.word(name, row -> {
            Closing closing = row.closing();
            return closing == null ? null : value.of(closing);
        });
    }

    /** Belongs to the shape; nobody tells it here. */
    private static Property<SeenTask> unknown(String name) {
        return Property.text(name, row -> null);
    }
}
