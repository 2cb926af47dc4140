package dev.lightmeter.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where files come from without anybody who uploads them.
 *
 * @param watch the folder whose files are imported; empty if none is watched
 */
public record ImportSettings(Optional<Path> watch) {

    public static final ImportSettings DEFAULTS = new ImportSettings(Optional.empty());
}
