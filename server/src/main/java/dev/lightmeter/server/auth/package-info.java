/** Who calls, and what they may: bearer tokens, the issuers that are trusted, permissions. Knows nothing of HTTP. */
@NullMarked
package dev.lightmeter.server.auth;

import org.jspecify.annotations.NullMarked;
