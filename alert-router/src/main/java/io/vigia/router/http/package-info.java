/** How receivers are reached over HTTP: credentials, certificates, proxies, redirects. */
@NullMarked
package io.vigia.router.http;

import org.jspecify.annotations.NullMarked;
