/** What every question to an installation is asked with, and how the document that answers it is read and printed. */
@NullMarked
package dev.lightmeter.cli.question;

import org.jspecify.annotations.NullMarked;
