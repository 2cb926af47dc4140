package dev.lightmeter.server.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.server.http.FormFields;
import dev.lightmeter.storage.query.Property;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.domain.ClientEntity;
import org.apache.olingo.client.api.domain.ClientEntitySet;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.EdmComplexType;
import org.apache.olingo.commons.api.edm.EdmEntityType;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.format.ContentType;
import org.junit.jupiter.api.Test;

/** The description of the lists, as a client library written by others reads it. */
class MetadataTest {

    private static final String NAMESPACE = "microsoft.windowsDefenderATP.api";

    private final ODataClient client = ODataClientFactory.getClient();

    @Test
    void describesEntitiesWithTheirKeyAndTypes() {
        EdmEntityType asset = edm(Asset.SET).getEntityType(new FullQualifiedName(NAMESPACE, "Asset"));
        assertThat(asset.getKeyPredicateNames()).containsExactly("id");
        assertThat(asset.getPropertyNames())
                .containsExactly(
                        "id",
                        "title",
                        "healthStatus",
                        "osBuild",
                        "impact",
                        "isExcluded",
                        "lastSeen",
                        "machineTags",
                        "ipAddresses",
                        "mainAddress");
        assertThat(type(asset, "id")).isEqualTo("String");
        assertThat(type(asset, "osBuild")).isEqualTo("Int64");
        assertThat(type(asset, "impact")).isEqualTo("Double");
        assertThat(type(asset, "isExcluded")).isEqualTo("Boolean");
        assertThat(type(asset, "lastSeen")).isEqualTo("DateTimeOffset");
        assertThat(asset.getStructuralProperty("id").isNullable()).isFalse();
        assertThat(asset.getStructuralProperty("title").isNullable()).isTrue();
        assertThat(asset.getStructuralProperty("machineTags").isCollection()).isTrue();
        assertThat(asset.getStructuralProperty("ipAddresses").getType()).isInstanceOf(EdmComplexType.class);
        assertThat(asset.getStructuralProperty("lastSeen").getPrecision()).isEqualTo(7);
    }

    @Test
    void describesValuesWithoutAKeyAndOutsideTheContainer() {
        Property<String> name = Property.text("name", text -> text);
        Shape<String> shape = Shape.<String>named("Analytics.Contracts.Dto").with(name);
        EntitySet<String> values = EntitySet.of("Values", shape, name).inContext("Collection(Analytics.Contracts.Dto)");
        Edm edm = edm(Asset.SET, values);
        assertThat(edm.getComplexType(new FullQualifiedName("Analytics.Contracts", "Dto"))
                        .getPropertyNames())
                .containsExactly("name");
        assertThat(edm.getEntityContainer().getEntitySets())
                .extracting(set -> set.getName())
                .containsExactly("Assets");
    }

    @Test
    void letsAnotherLibraryReadAList() throws Exception {
        Asset full = new Asset(
                "1",
                "x",
                null,
                3L,
                0.5,
                true,
                Instant.parse("2026-03-04T05:06:07.1234567Z"),
                List.of("a"),
                List.of(new Asset.Address("10.0.0.1", null)),
                null);
        Query<Asset> query = Query.of(
                Asset.SET.pagesOf(1),
                FormFields.parse("$count=true"),
                new RequestAddress("https://meter.example.org", "/api/assets", "$count=true"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        query.write(query.page(List.of(full, Asset.named("2")).stream()), out);
        ClientEntitySet set = client.getBinder()
                .getODataEntitySet(client.getDeserializer(ContentType.APPLICATION_JSON)
                        .toEntitySet(new ByteArrayInputStream(out.toByteArray())));
        assertThat(set.getCount()).isEqualTo(2);
        assertThat(set.getNext().toString()).startsWith("https://meter.example.org/api/assets?$count=true&$skip=1&");
        ClientEntity read = set.getEntities().getFirst();
        assertThat(read.getProperty("title").getPrimitiveValue().toValue()).isEqualTo("x");
        assertThat(read.getProperty("healthStatus").hasNullValue()).isTrue();
        assertThat(read.getProperty("machineTags").getCollectionValue().size()).isEqualTo(1);
        assertThat(read.getProperty("ipAddresses").getCollectionValue().size()).isEqualTo(1);
    }

    @Test
    void describesTheSameInJson() {
        String json = new String(CsdlJson.write(Csdl.of(List.of(Asset.SET))), StandardCharsets.UTF_8);
        assertThat(json)
                .startsWith("{\"$Version\":\"4.01\",\"$EntityContainer\":\"" + NAMESPACE + ".Container\",\"" + NAMESPACE
                        + "\":{")
                .contains(
                        "\"Asset\":{\"$Kind\":\"EntityType\",\"$Key\":[\"id\"],\"id\":{},\"title\":{\"$Nullable\":true}")
                .contains("\"lastSeen\":{\"$Type\":\"Edm.DateTimeOffset\",\"$Nullable\":true,\"$Precision\":7}")
                .contains("\"machineTags\":{\"$Collection\":true}")
                .contains("\"Address\":{\"$Kind\":\"ComplexType\",\"ipAddress\":{}")
                .contains("\"Assets\":{\"$Collection\":true,\"$Type\":\"" + NAMESPACE + ".Asset\"}");
    }

    @Test
    void refusesTwoShapesOfOneName() {
        Shape<Asset> other = Shape.<Asset>named("Asset").with(Asset.ID);
        assertThatThrownBy(() -> Csdl.of(List.of(Asset.SET, EntitySet.of("Others", other, Asset.ID))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are two shapes named microsoft.windowsDefenderATP.api.Asset");
    }

    private Edm edm(EntitySet<?>... sets) {
        return client.getReader().readMetadata(new ByteArrayInputStream(CsdlXml.write(Csdl.of(List.of(sets)))));
    }

    private static String type(EdmEntityType entity, String property) {
        return entity.getStructuralProperty(property).getType().getName();
    }
}
