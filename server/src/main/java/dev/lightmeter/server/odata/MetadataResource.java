package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Answers what lists there are and what their rows look like. Readers of OData feeds ask this first. */
public final class MetadataResource {

    public static final Access ACCESS =
            Access.open("feed readers ask for it before they have a token; it holds names of properties and no data");

    private final Csdl csdl;
    private final byte[] xml;
    private final byte[] json;

    public MetadataResource(List<EntitySet<?>> sets) {
        this.csdl = Csdl.of(sets);
        this.xml = CsdlXml.write(csdl);
        this.json = CsdlJson.write(csdl);
    }

    /** {@code /api/$metadata} */
    public Reply metadata(Call call) {
        QueryOptions options = QueryOptions.of(call.query(), Set.of(QueryOption.FORMAT));
        boolean wantsJson = options.text(QueryOption.FORMAT)
                .map(MetadataResource::isJson)
                .orElseGet(() ->
                        call.header("Accept").map(MetadataResource::accepts).orElse(false));
        Reply reply = wantsJson ? Reply.of("application/json; charset=utf-8", json) : Reply.of("application/xml", xml);
        return reply.withHeader("OData-Version", wantsJson ? "4.01" : "4.0");
    }

    /** {@code /api}, the list of lists. */
    public Reply service(Call call) {
        QueryOptions.refuseAny(call.query());
        return Reply.odata(Json.object(document -> {
            document.writeStringProperty("@odata.context", call.baseUrl() + "/api/$metadata");
            document.writeName("value");
            document.writeStartArray();
            for (EntitySet<?> set : csdl.sets()) {
                if (set.path().isEmpty()) continue;
                document.writeStartObject();
                document.writeStringProperty("name", set.name());
                document.writeStringProperty("kind", "EntitySet");
                document.writeStringProperty("url", set.path());
                document.writeEndObject();
            }
            document.writeEndArray();
        }));
    }

    private static boolean isJson(String format) {
        String plain = format.toLowerCase(Locale.ROOT);
        if (plain.startsWith("json") || plain.startsWith("application/json")) return true;
        if (plain.startsWith("xml") || plain.startsWith("application/xml")) return false;
        throw QueryOptions.refused(
                "The query option '$format' must be xml or json, got '" + QueryOptions.shown(format) + "'");
    }

    /** Feed readers send one header with everything they read, JSON first, and then expect XML: so JSON only if there is no XML in it. */
    private static boolean accepts(String accept) {
        String plain = accept.toLowerCase(Locale.ROOT);
        return plain.contains("application/json") && !plain.contains("xml");
    }
}
