package dev.lightmeter.server.config;

import dev.lightmeter.core.Spelling;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the configuration from a YAML file. Keys may be nested or written with dots; an unknown one stops the start. */
public final class ConfigurationFile {

    private static final long LARGEST = 1 << 20;

    private ConfigurationFile() {}

    /** Reads a file; a {@link ConfigurationException} says what is wrong with it. */
    public static Configuration read(Path file) {
        return parse(text(file), file.toString());
    }

    static Configuration parse(String yaml, String file) {
        Map<String, YamlValue> values = new LinkedHashMap<>();
        root(yaml, file).ifPresent(root -> flatten(new YamlValue(file, "", root), values));
        return new Configuration(
                new ServerSettings(
                        Keys.HOST.in(values),
                        Keys.PORT.in(values),
                        Keys.HTTPS_PORT.in(values),
                        Keys.PUBLIC_BASE_URL.in(values),
                        Keys.TRUSTED_PROXIES.in(values)),
                new TlsSettings(certificate(values), Keys.TLS_NAMES.in(values)),
                new AuthSettings(Keys.ISSUERS.in(values), Keys.AUDIENCES.in(values)),
                new ScoreSettings(Keys.OMIT_GROUPS.in(values), Keys.EXCEPTIONS.in(values), Keys.IMAGES.in(values)),
                new FeedSettings(
                        Keys.EPSS.in(values),
                        Keys.KEV.in(values),
                        Keys.NVD.in(values),
                        Keys.FEEDS_UPDATE_EVERY.in(values)),
                new ImportSettings(Keys.WATCH.in(values)),
                new PullSettings(
                        Keys.PULL_AUTHORITY.in(values),
                        Keys.PULL_API.in(values),
                        Keys.PULL_SCOPE.in(values),
                        Keys.PULL_TENANT.in(values),
                        Keys.PULL_CLIENT_ID.in(values),
                        Keys.PULL_SECRET_FILE.in(values),
                        Keys.PULL_EVERY.in(values)),
                new ThrottlingSettings(Keys.THROTTLING_ENABLED.in(values), Keys.THROTTLING_EXEMPT.in(values)),
                Keys.DEVICE_GROUPS.in(values),
                notifications(values));
    }

    private static NotificationSettings notifications(Map<String, YamlValue> values) {
        NotificationSettings settings =
                new NotificationSettings(Keys.CHANNELS.in(values), Keys.NOTIFICATION_RULES.in(values));
        List<String> channels = settings.channels().stream()
                .map(NotificationSettings.Channel::name)
                .toList();
        for (NotificationSettings.Rule rule : settings.rules()) {
            for (String told : rule.tell()) {
                YamlValue rules = values.get(Keys.NOTIFICATION_RULES.name());
                if (channels.contains(told) || rules == null) continue;
                throw rules.refuse("tells the channel '" + told + "', which is not in " + Keys.CHANNELS.name()
                        + Spelling.suggestion(told, channels));
            }
        }
        return settings;
    }

    private static Optional<TlsSettings.Files> certificate(Map<String, YamlValue> values) {
        Optional<Path> certificate = Keys.CERTIFICATE.in(values);
        Optional<Path> key = Keys.PRIVATE_KEY.in(values);
        if (certificate.isPresent() != key.isPresent()) {
            Key<?> present = certificate.isPresent() ? Keys.CERTIFICATE : Keys.PRIVATE_KEY;
            Key<?> absent = certificate.isPresent() ? Keys.PRIVATE_KEY : Keys.CERTIFICATE;
            YamlValue value = values.get(present.name());
            if (value != null) throw value.refuse("needs " + absent.name() + " beside it");
        }
        return certificate.flatMap(path -> key.map(keyPath -> new TlsSettings.Files(path, keyPath)));
    }

    /** Puts every value under its full key, down to the keys that we know; what they hold is theirs to read. */
    private static void flatten(YamlValue value, Map<String, YamlValue> into) {
        List<String> known = Keys.ALL.stream().map(Key::name).toList();
        for (YamlValue field : value.fields().values()) {
            if (known.contains(field.name())) {
                if (into.put(field.name(), field) != null) throw field.refuse("is given twice");
            } else if (field.isMapping() && known.stream().anyMatch(key -> key.startsWith(field.name() + "."))) {
                flatten(field, into);
            } else {
                throw field.refuse("is unknown" + Spelling.suggestion(field.name(), known));
            }
        }
    }

    private static Optional<Node> root(String yaml, String file) {
        try {
            return new Compose(LoadSettings.builder().setLabel(file).build())
                    .composeString(yaml)
                    .filter(node -> !new YamlValue(file, "", node).isNothing());
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(Mark::getLine)
                    .map(number -> ", line " + (number + 1))
                    .orElse("");
            throw new ConfigurationException(file + line + ": not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new ConfigurationException(file + ": not YAML: " + e.getMessage(), e);
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new ConfigurationException(file + ": larger than any configuration", null);
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("The configuration file " + file + " does not exist", e);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + ": not written in UTF-8", e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The configuration file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
