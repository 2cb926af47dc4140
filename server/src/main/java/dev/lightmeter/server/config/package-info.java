/** What an operator can set, with the defaults, read from one YAML file. */
@NullMarked
package dev.lightmeter.server.config;

import org.jspecify.annotations.NullMarked;
