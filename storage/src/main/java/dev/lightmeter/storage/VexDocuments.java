package dev.lightmeter.storage;

import dev.lightmeter.core.decision.VexDocument;
import java.util.List;
import java.util.UUID;

/** What others state about weaknesses in products. Writing to it never waits for a report that is being stored. */
public interface VexDocuments {

    /** All of them, by the time they were written, then by id; their statements in the order of the document. */
    List<VexDocument> all();

    /** Makes a document durable, in the place of the one with its id if there is one. */
    void keep(VexDocument document);

    /** Takes a document away. False if there is none with this id. */
    boolean remove(UUID id);
}
