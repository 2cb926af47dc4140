/** Remediation tasks: what people asked others to carry out, on which devices, and how far it has come. */
@NullMarked
package dev.lightmeter.server.remediation;

import org.jspecify.annotations.NullMarked;
