/** Who changed what: the log that every change is written to, and the address that tells it. */
@NullMarked
package dev.lightmeter.server.audit;

import org.jspecify.annotations.NullMarked;
