/** The server's certificate: the operator's own, or a generated one with its own certificate authority. */
@NullMarked
package dev.lightmeter.server.tls;

import org.jspecify.annotations.NullMarked;
