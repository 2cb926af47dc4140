package dev.lightmeter.storage.staging;

import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.report.ReportedDevice;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a device apart from its findings. Null is what nobody said.
 *
 * @param group number of its device group; 0 if a source says that it is in none
 */
public record Attributes(
        @Nullable String name,
        @Nullable List<String> tags,
        @Nullable String osPlatform,
        @Nullable String domain,
        @Nullable DeviceValue value,
        @Nullable Boolean internetFacing,
        @Nullable Boolean excluded,
        @Nullable Integer group,
        DeviceDetails details) {

    public static final Attributes NONE =
            new Attributes(null, null, null, null, null, null, null, null, DeviceDetails.NONE);

    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

    /** What a statement says; its group must be known. */
    public static Attributes of(ReportedDevice said, GroupNumbers groups) {
        return new Attributes(
                said.name(),
                said.tags(),
                said.osPlatform(),
                said.domain(),
                said.value(),
                said.internetFacing(),
                said.excluded(),
                said.group() == null ? null : Integer.valueOf(groups.numberOf(said.group())),
                said.details());
    }

    /** These, and where they are silent, or tell less, the others. */
    public Attributes orElse(Attributes others) {
        return new Attributes(
                tellingMore(name, others.name),
                either(tags, others.tags),
                either(osPlatform, others.osPlatform),
                either(domain, others.domain),
                either(value, others.value),
                either(internetFacing, others.internetFacing),
                either(excluded, others.excluded),
                either(group, others.group),
                details.orElse(others.details));
    }

    /** True if a fleet sees no difference: they differ at most in what only people want to know. */
    public boolean countLike(Attributes others) {
        return details.kind() == others.details.kind()
                && withDetails(others.details).equals(others);
    }

    private Attributes withDetails(DeviceDetails told) {
        return new Attributes(name, tags, osPlatform, domain, value, internetFacing, excluded, group, told);
    }

    /**
     * An address hides no name, and a short name no qualified one that begins with it: what another source needs to know the
     * device by must not get lost.
     */
    private static @Nullable String tellingMore(@Nullable String name, @Nullable String other) {
        if (name == null || other == null) return either(name, other);
        String qualified = DnsName.of(other).orElse("");
        boolean isItsShortForm = qualified.startsWith(name.strip().toLowerCase(Locale.ROOT) + ".");
        boolean isMereAddress =
                ADDRESS.matcher(name).matches() && !ADDRESS.matcher(other).matches();
        return isItsShortForm || isMereAddress ? other : name;
    }

    private static <T> @Nullable T either(@Nullable T one, @Nullable T other) {
        return one != null ? one : other;
    }
}
