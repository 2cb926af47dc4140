package dev.lightmeter.server.software;

import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.odata.Shape;
import dev.lightmeter.storage.query.Property;

/**
 * A piece of software on devices that a caller sees, whatever its version.
 *
 * @param id {@link dev.lightmeter.core.Software#productId}
 * @param weaknesses to which it exposes some device
 * @param publicExploit whether there is an exploit for one of them
 * @param activeAlert whether an attempt to use one of them was seen
 * @param impactScore points by which the score of all these devices would fall if it were removed everywhere
 */
public record Product(
        String id,
        String name,
        String vendor,
        int weaknesses,
        boolean publicExploit,
        boolean activeAlert,
        int exposedMachines,
        double impactScore) {

    private static final Property<Product> ID = Property.word("id", Product::id).always();

    public static final Shape<Product> SHAPE = Shape.<Product>named("PublicProductDto")
            .with(ID)
            .with(Property.word("name", Product::name).always())
            .with(Property.word("vendor", Product::vendor).always())
            .with(Property.<Product>whole("weaknesses", Product::weaknesses).always())
            .with(Property.truth("publicExploit", Product::publicExploit).always())
            .with(Property.truth("activeAlert", Product::activeAlert).always())
            .with(Property.<Product>whole("exposedMachines", Product::exposedMachines)
                    .always())
            .with(Property.number("impactScore", Product::impactScore).always());

    public static final EntitySet<Product> SET = EntitySet.of("Software", SHAPE, ID);
}
