// Made from tests/golden/openapi.json by `npm run types`. Do not edit.

export interface paths {
    "/api/buurten": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All buurten with the borders in force, unpaged. */
        get: {
            parameters: {
                query?: {
                    /** @description Borders in force on this day, YYYY-MM-DD; default today */
                    on?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description GeoJSON: code, name, kind, valid_from, area_m2; basemap (href, bytes, version) when there is one */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/geo+json": unknown;
                    };
                };
                /** @description You have it */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not a date */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/buurten/at": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The one buurt at a place, also exactly on a shared edge. */
        get: {
            parameters: {
                query: {
                    /** @description Degrees east */
                    lon: number;
                    /** @description Degrees north */
                    lat: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The buurt as a GeoJSON feature */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description `outside` all buurten */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/buurten/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed hands between the borders in force on two days. */
        get: {
            parameters: {
                query: {
                    /** @description YYYY-MM-DD */
                    from: string;
                    /** @description YYYY-MM-DD */
                    to: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description GeoJSON, largest first: from, to (null is outside all), from_name, to_name, area_m2, findings (0 when fewer than 3 people are behind them) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/geo+json": unknown;
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/buurten/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All borders in force on a day, to be kept as a file. */
        get: {
            parameters: {
                query?: {
                    /** @description YYYY-MM-DD, default today */
                    on?: string;
                    /** @description `wgs84` (default) or `rd` (EPSG:28992, Netherlands only) */
                    crs?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description GeoJSON with `metadata`; in RD with a legacy `crs` member */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/geo+json": unknown;
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/buurten/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The dated versions of the borders, newest first. What a version does not name stays as it was. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VersionList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/buurten/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One buurt with the border in force. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Code of the buurt */
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The buurt as a GeoJSON feature */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Unknown code */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/buurten/{code}/consensus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What residents drew together of a buurt: from ten people bands, from twenty a line, published at fixed moments. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Code of the buurt */
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How many drew, and what was published */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConsensusView"];
                    };
                };
                /** @description Unknown code */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/buurten/{code}/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your own drawing of a buurt, and how it compares with what was published. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Code of the buurt */
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Your drawing against the buurt */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Mine"];
                    };
                };
                /** @description You did not draw this buurt */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/buurten/{code}/publications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The publications of a buurt that are told, the last one first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Code of the buurt */
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The last one first; each for as long as nobody in one withdrew since */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PublicationList"];
                    };
                };
                /** @description Unknown code */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/buurten/{code}/publications/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One publication of a buurt, as it was. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Code of the buurt */
                    code: string;
                    /** @description Its number */
                    version: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What was published */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PublicationView"];
                    };
                };
                /** @description Unknown, or not told any more */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The categories. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Groups with their items, in order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CategoriesView"];
                    };
                };
                /** @description Nobody */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drawings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The asker's own drawings that count or wait for their word, newest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Your own, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Drawings"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drawings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One drawing of the asker's own. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The drawing */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Your drawing */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DrawingView"];
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description You withdrew it */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Takes in a drawing. Nobody but its maker ever sees it; what many drew together is published from ten on. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description UUIDv7 made by the phone */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewDrawing"];
                };
            };
            responses: {
                /** @description The same members were here already */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DrawingView"];
                    };
                };
                /** @description Taken in; when `needs_confirmation`, it counts after that */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DrawingView"];
                    };
                };
                /** @description Malformed JSON or id */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Nobody */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description The id holds other members */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Withdrawn */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Over 2 MiB */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault with its place, in Dutch and English */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Over 60 a minute */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Withdraws a drawing of the asker's own. Published borders follow at their next moment. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The drawing */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Withdrawn, now or before */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Somebody else's */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drawings/{id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Confirms a drawing of the asker's own. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The drawing */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It counts */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DrawingView"];
                    };
                };
                /** @description Unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Somebody else's */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Withdrawn */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Trades a staff token for a cookie. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            responses: {
                /** @description In; the cookie is set */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unknown token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many wrong tokens */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Findings, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description west,south,east,north in degrees */
                    bbox?: string;
                    /** @description Group or item codes, parted by commas */
                    category?: string;
                    /** @description Moment (RFC 3339) or date */
                    since?: string;
                    /** @description Moment or date, not included */
                    until?: string;
                    /** @description Of one walk */
                    walk?: string;
                    /** @description Code of a buurt */
                    buurt?: string;
                    /** @description 1-1000, default 100 */
                    limit?: number;
                    /** @description From a `next` link */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FindingCollection"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/findings/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Findings by the dated borders of each buurt, as far as the asker may see them: a border that moves takes no finding
         *     along.
         */
        get: {
            parameters: {
                query?: {
                    /** @description west,south,east,north in degrees */
                    bbox?: string;
                    /** @description Group or item codes, parted by commas */
                    category?: string;
                    /** @description Moment (RFC 3339) or date */
                    since?: string;
                    /** @description Moment or date, not included */
                    until?: string;
                    /** @description Of one walk */
                    walk?: string;
                    /** @description Borders of one buurt */
                    buurt?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description By buurt, its first border first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FindingVersions"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/findings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One finding. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The finding */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The finding as a GeoJSON feature */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FindingFeature"];
                    };
                };
                /** @description Not here, or not for you */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description You withdrew it */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Records a finding. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description UUIDv7 made by the phone at capture */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewFinding"];
                };
            };
            responses: {
                /** @description The same members were here already */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Receipt"];
                    };
                };
                /** @description Recorded */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Receipt"];
                    };
                };
                /** @description Malformed JSON or id */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Nobody */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description The id holds other members */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Withdrawn */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Over 64 KiB */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault with its place */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many a minute */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Withdraws a finding of the asker's own. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The finding */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Withdrawn, now or before */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Somebody else's */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/findings/{id}/changes/{change_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Adds to a finding, or puts it right. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The finding, of the asker's own */
                    id: string;
                    /** @description UUIDv7 made by the phone */
                    change_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewChange"];
                };
            };
            responses: {
                /** @description The same members were here already */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ChangeReceipt"];
                    };
                };
                /** @description Changed */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ChangeReceipt"];
                    };
                };
                /** @description Malformed JSON or id */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Nobody */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description No finding of yours */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description The id holds other members */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description The finding was withdrawn */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault with its place; too_many after 200 changes */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/findings/{id}/confirmations/{confirmation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** "I see this too." */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description Somebody else's finding */
                    id: string;
                    /** @description UUIDv7 made by the phone */
                    confirmation_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewConfirmation"];
                };
            };
            responses: {
                /** @description Heard before under this id, or not counted */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConfirmationReceipt"];
                    };
                };
                /** @description Heard */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConfirmationReceipt"];
                    };
                };
                /** @description Malformed JSON or id */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Nobody */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not here, or not for you */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description The id is another voice's */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description You took this voice back */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Your own finding, too_many, or a fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes "I see this too" back. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The finding */
                    id: string;
                    /** @description The voice */
                    confirmation_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Taken back, now or before */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description No voice of yours */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/findings/{id}/photos/{photo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a photo off a finding of your own, whether it came or not. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description A finding of the asker's own */
                    id: string;
                    /** @description The photo that goes, or does not come */
                    photo: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The photos that are left */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PhotosLeft"];
                    };
                };
                /** @description No finding of yours */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description You withdrew it */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/findings/{id}/same": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a finding out of its case. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description A finding of the asker's own, or of a walk that they lead or plan */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description In no case, now or before */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not yours, and you neither lead nor plan its walk */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not here, or not for you */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description You withdrew it */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/findings/{id}/same/{other}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says that two findings are about the same. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description A finding of the asker's own */
                    id: string;
                    /** @description The other one */
                    other: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Both are of one case */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseView"];
                    };
                };
                /** @description Malformed id */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not here, or not for you */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description You withdrew yours */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `own`: twice the same finding; `too_many` in one case; `other_category`; `too_far` apart */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/frame": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plane of this city's cells. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The plane */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FrameView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ground": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The invented street plan; only where the example is served. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description GeoJSON: kind and name */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description This is no example */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotspots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Places that stand out. `buurt` and `bbox` select from the answer and never change it. */
        get: {
            parameters: {
                query?: {
                    /** @description Places in this buurt */
                    buurt?: string;
                    /** @description Places in west,south,east,north */
                    bbox?: string;
                    /** @description Count these group or item codes only */
                    category?: string;
                    /** @description Moment or date; default half a year before `until` */
                    since?: string;
                    /** @description Moment or date; the window grows to whole local days; default now */
                    until?: string;
                    /** @description day, dark or all (default) */
                    daylight?: string;
                    /** @description Count findings of this walk only */
                    walk?: string;
                    /** @description `findings`: name the findings of each place too */
                    include?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description In rank order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HotspotCollection"];
                    };
                };
                /** @description You have it */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotspots/beyond": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the places of a question leave unsaid. `buurt` and `bbox` select signals only. */
        get: {
            parameters: {
                query?: {
                    /** @description Signals in this buurt */
                    buurt?: string;
                    /** @description Signals in west,south,east,north */
                    bbox?: string;
                    /** @description Count these group or item codes only */
                    category?: string;
                    /** @description Moment or date; default half a year before `until` */
                    since?: string;
                    /** @description Moment or date; the window grows to whole local days; default now */
                    until?: string;
                    /** @description day, dark or all (default) */
                    daylight?: string;
                    /** @description Count findings of this walk only */
                    walk?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What the places leave unsaid */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BeyondPlaces"];
                    };
                };
                /** @description You have it */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Joins a walk by its code, or begins one; a phone that holds a cookie keeps its walker. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JoinRequest"];
                };
            };
            responses: {
                /** @description Joined; a new phone gets its cookie */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Joined"];
                    };
                };
                /** @description Only those with a token may begin a walk here */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unknown code */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description The id to begin with is somebody else's */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `ended`: more than 12 hours ago, by the server's clock */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many wrong codes, or too many walks begun */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens on a walk, as it happens.
         * @description `event: hello` comes first; then `finding` (a Feature as in lists, or `{id, withdrawn: true}`), `photo`
         *     (`{finding, photo}`), `confirmation` (`{finding, confirmations}`), `walk` (as it is now). `borders` says that
         *     other borders are in force: findings lie in other buurten now, read borders, findings and counts anew. `reload` says
         *     that too much was missed: read all anew. `id` is the place in the outbox. One person has 4 streams at most: a fifth ends the oldest.
         */
        get: {
            parameters: {
                query: {
                    /** @description The walk */
                    walk: string;
                    /** @description The id that was heard last, where no header can be sent */
                    last?: string;
                };
                header?: {
                    /** @description The id that was heard last */
                    "Last-Event-ID"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A stream of events */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description Nobody */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not a walk of yours */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I? */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The asker */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description Nobody */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Proposed measures, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Those that touch west,south,east,north in degrees */
                    bbox?: string;
                    /** @description Codes of kinds, parted by commas */
                    kind?: string;
                    /** @description 1-1000, default 100 */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MeasureCollection"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/measures/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kinds of measures. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Kinds by rung */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MeasuresView"];
                    };
                };
                /** @description Nobody */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/measures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One measure. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The measure */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The measure */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MeasureView"];
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description You withdrew it */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Proposes a measure. A last resort such as a camera needs every member of its gate, and a role that may. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description UUIDv7 made by the phone */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewMeasure"];
                };
            };
            responses: {
                /** @description The same members were here already */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MeasureView"];
                    };
                };
                /** @description Proposed, its figures frozen */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MeasureView"];
                    };
                };
                /** @description Malformed JSON or id */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Nobody */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not for this role (`role`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description The id holds other members */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Withdrawn */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Over 64 KiB */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault with its place */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many a minute */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Withdraws a proposal of the asker's own. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The measure */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Withdrawn, now or before */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Somebody else's */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/photos/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Takes in a photo. */
        put: {
            parameters: {
                query?: never;
                header: {
                    /** @description sha-256=:BASE64: (RFC 9530) */
                    "Content-Digest": string;
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description UUIDv7 made by the phone */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "image/jpeg": number[];
                };
            };
            responses: {
                /** @description It was here already */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PhotoReceipt"];
                    };
                };
                /** @description Kept */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PhotoReceipt"];
                    };
                };
                /** @description `not_your_finding`: somebody else's finding names it. Keep the bytes */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description The id holds other bytes */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Its finding was withdrawn */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Over 15 MiB */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description No JPEG, PNG or WebP */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description digest, truncated, too_many_pixels, not_decodable */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/photos/{id}/{size}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A photo, clean and upright, at most 1600 or 320 px. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The photo */
                    id: string;
                    /** @description 1600 or 320 */
                    size: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description JPEG without metadata */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": number[];
                    };
                };
                /** @description You have it */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not here, or not for you */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The phone's proof that no captive portal answers. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description With header `Buurtschouw: 1` */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Pong"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proposals that the asker may read, last changed first. Who looks after their buurten reads them from the beginning,
         *     everybody from the moment they were opened. Of a vote that a resident has yet to answer neither title nor reason is told.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Those about this buurt */
                    buurt?: string;
                    /** @description Those in one of these states, parted by commas */
                    state?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Last changed first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalList"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One proposal with its lines, checks and history. A resident who has yet to answer its vote reads neither what it is
         *     called nor why, and none of its lines.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The proposal */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The proposal */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalView"];
                    };
                };
                /** @description Not here, or not yet for you */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Begins a proposal, from the borders in force or the official ones. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description UUIDv7 made by the client */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewProposal"];
                };
            };
            responses: {
                /** @description The same members were here already */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalView"];
                    };
                };
                /** @description Begun, with the lines it begins from */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalView"];
                    };
                };
                /** @description Malformed JSON or id */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Nobody */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not for this role, or not of these buurten */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description The id holds other members */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault with its place */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}/adoption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adopts the borders of a proposal: each changed buurt has enough drawings, and a closed vote of at least 20 residents
         *     whose lower bound of recognition is at least .5.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The proposal */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewAdoption"];
                };
            };
            responses: {
                /** @description Adopted, now or before */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalView"];
                    };
                };
                /** @description Not yours to change */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `changed_meanwhile` with `yours` and `theirs` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalChanged"];
                    };
                };
                /** @description Every reason: vote_open, too_few_drawings, too_few_voters, not_recognised, base_gone, ... */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}/arcs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Moves lines of a proposal; both neighbours of a line change together. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The proposal */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ArcsEdit"];
                };
            };
            responses: {
                /** @description Moved */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalView"];
                    };
                };
                /** @description Not yours to change */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `changed_meanwhile` with `yours` and `theirs`, or `not_in_this_state` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalChanged"];
                    };
                };
                /** @description Over 512 KiB */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every flaw with `at`: crosses, not_one_part, too_small, locked, loose_end */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}/ballot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ballot of a vote that is going on. */
        get: {
            parameters: {
                query?: {
                    /** @description Code of the buurt; default the first that changes */
                    buurt?: string;
                };
                header?: never;
                path: {
                    /** @description The proposal */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Two borders, without saying whose they are */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ballot"];
                    };
                };
                /** @description No such proposal */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Nobody can vote now (`not_in_this_state`) */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description This border does not change */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Comments on a proposal: all for who looks after it, own ones and released ones for others; who has yet to answer its
         *     vote reads own ones only.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The proposal */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Oldest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CommentList"];
                    };
                };
                /** @description No such proposal */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}/comments/{comment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Comments on a buurt of a proposal. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The proposal */
                    id: string;
                    /** @description UUIDv7 made by the phone */
                    comment_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewComment"];
                };
            };
            responses: {
                /** @description The same members were here already */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalComment"];
                    };
                };
                /** @description Made; others read it once it was looked at */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalComment"];
                    };
                };
                /** @description No such proposal */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description The id holds other members, or `not_in_this_state` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Taken back */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes back a comment of the asker's own. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The proposal */
                    id: string;
                    /** @description The comment */
                    comment_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Taken back, now or before */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Somebody else's */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}/comments/{comment_id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lets everybody read a comment: somebody looked at it. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The proposal */
                    id: string;
                    /** @description The comment */
                    comment_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Released, now or before */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not yours to release */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would change hands by a proposal. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The proposal */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description GeoJSON, largest first: from, to, from_name, to_name, area_m2, findings */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/geo+json": unknown;
                    };
                };
                /** @description Not here, or not yet for you */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Told after your answer to its vote (`not_in_this_state`) */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}/locked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Locks buurten of a proposal. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The proposal */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Locks"];
                };
            };
            responses: {
                /** @description Locked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalView"];
                    };
                };
                /** @description Not yours to change */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `changed_meanwhile` with `yours` and `theirs`, or `not_in_this_state` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalChanged"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}/loose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lets parts that lie away from their buurt stay with the neighbour that has them. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The proposal */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Stays"];
                };
            };
            responses: {
                /** @description Answered */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalView"];
                    };
                };
                /** @description Not yours to change */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `changed_meanwhile` with `yours` and `theirs`, or `not_in_this_state` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalChanged"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the vote said. Before it is closed nobody hears anything, staff neither. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The proposal */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Per buurt */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VoteResult"];
                    };
                };
                /** @description No such proposal */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not closed yet (`not_in_this_state`) */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}/snap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suggests a line for an arc of a proposal. Nothing is changed: send it with the arcs when it is right. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The proposal */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Snap"];
                };
            };
            responses: {
                /** @description A line that could be */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Suggestion"];
                    };
                };
                /** @description Not yours to change */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault; `nothing_near` without a street or an official line there */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a proposal a step further or back, or changes the dates of what runs. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The proposal */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewStep"];
                };
            };
            responses: {
                /** @description Taken */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalView"];
                    };
                };
                /** @description Not yours to change */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `changed_meanwhile` with `yours` and `theirs` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalChanged"];
                    };
                };
                /** @description Every fault: not_from_here, nothing_changed, base_gone, earlier_than_told, ... */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/proposals/{id}/votes/{vote_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Votes on one buurt of a proposal. A later vote of the same person on the same buurt takes the place of the one before,
         *     until the vote closes.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The proposal */
                    id: string;
                    /** @description UUIDv7 made by the phone */
                    vote_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewVote"];
                };
            };
            responses: {
                /** @description The same members were here already */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VoteReceipt"];
                    };
                };
                /** @description Cast */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VoteReceipt"];
                    };
                };
                /** @description Staff do not vote */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such proposal */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description The id holds other members, or `not_in_this_state` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes back a vote of the asker's own, until the vote closes. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The proposal */
                    id: string;
                    /** @description The vote */
                    vote_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Taken back, now or before */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description No such proposal */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Somebody else's, or closed (`not_in_this_state`) */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/walks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Planned walks with their codes, for staff. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The latest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Walks"];
                    };
                };
                /** @description Not staff */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Plans a walk. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewWalk"];
                };
            };
            responses: {
                /** @description Planned; `code` opens it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlannedWalk"];
                    };
                };
                /** @description Not for this role or buurt */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault with its place */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/walks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One walk with its roster. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The walk */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The walk */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WalkPage"];
                    };
                };
                /** @description No walk that you may see */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/walks/{id}/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes your own row: name, roles, whether you still walk along, what your phone still has to send. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The walk */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OwnRow"];
                };
            };
            responses: {
                /** @description Your row as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemberView"];
                    };
                };
                /** @description You have not joined, or somebody else leads */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description No walk that you may see */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/walks/{id}/passes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cells that anybody walked on this walk; none for staff while fewer than three people told theirs. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The walk */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Cells, without times and persons */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Passes"];
                    };
                };
                /** @description No walk that you may see */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Tells which cells you walked. Sending again replaces what you sent before; an empty list takes it back. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The walk */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KeepPasses"];
                };
            };
            responses: {
                /** @description Kept, without times */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have not joined this walk */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description No walk that you may see */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/walks/{id}/qr.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The join link as a QR code, for who leads the walk and its staff. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The walk */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A picture */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/svg+xml": string;
                    };
                };
                /** @description You do not lead the walk */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description No walk that you may see */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/walks/{id}/roster/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives somebody on the walk other roles. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The walk */
                    id: string;
                    /** @description The row of the roster */
                    member: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewRoles"];
                };
            };
            responses: {
                /** @description The row as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemberView"];
                    };
                };
                /** @description You do not lead the walk */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description No walk that you may see, or no such row */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/walks/{id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Begins, pauses, resumes or ends a walk. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The form in which this was made; today's when absent */
                    "Buurtschouw-Schema"?: number;
                };
                path: {
                    /** @description The walk */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewState"];
                };
            };
            responses: {
                /** @description The walk as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WalkView"];
                    };
                };
                /** @description You do not lead it, and it is not a planned walk that nobody leads */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description No walk that you may see */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `ended` or `not_begun` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `schema_too_old`: made in a form that is no longer read */
                426: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/walks/{id}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a walk brought, for its people and its staff. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The walk */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Findings by theme, and what is missing */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WalkSummary"];
                    };
                };
                /** @description No walk that you may see */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/basemap.pmtiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The base map: a PMTiles archive of vector tiles, whole or by ranges. */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description One range: bytes=FIRST-LAST */
                    range?: string | null;
                    /** @description The range only of this ETag, else the whole */
                    "if-range"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The whole file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.pmtiles": number[];
                    };
                };
                /** @description The asked range */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.pmtiles": number[];
                    };
                };
                /** @description You have it */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no base map */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such range; content-range tells the size */
                416: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It runs */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for the operator, for any staff token. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Prometheus text */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Nobody */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Can requests be answered now? */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Ready */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ready"];
                    };
                };
                /** @description The database does not answer */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/buurten.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the tiles of buurten hold. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description TileJSON 3.0.0 */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/buurten/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A vector tile of buurten. */
        get: {
            parameters: {
                query?: {
                    /** @description Means nothing; another one makes a map ask again */
                    v?: string;
                };
                header?: never;
                path: {
                    /** @description Zoom, 0-22 */
                    z: number;
                    /** @description Column */
                    x: number;
                    /** @description Row, with .mvt behind it */
                    y: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Mapbox Vector Tile 2.1: layer buurten */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.mapbox-vector-tile": number[];
                    };
                };
                /** @description Nothing here */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description No such tile */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/findings.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the tiles of findings hold. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description TileJSON 3.0.0 */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/findings/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A vector tile of findings. */
        get: {
            parameters: {
                query?: {
                    /** @description Group or item codes, parted by commas */
                    category?: string;
                    /** @description Moment (RFC 3339) or date */
                    since?: string;
                    /** @description Moment or date, not included */
                    until?: string;
                    /** @description day, dark or all (default) */
                    daylight?: string;
                    /** @description Of one walk */
                    walk?: string;
                    /** @description Code of a buurt */
                    buurt?: string;
                    /** @description Means nothing; another one makes a map ask again */
                    v?: string;
                };
                header?: never;
                path: {
                    /** @description Zoom, 0-22 */
                    z: number;
                    /** @description Column */
                    x: number;
                    /** @description Row, with .mvt behind it */
                    y: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Mapbox Vector Tile 2.1: layer findings, or counts below zoom 14 and in full tiles */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.mapbox-vector-tile": number[];
                    };
                };
                /** @description Nothing here */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description No such tile */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/hotspots.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the tiles of places hold. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description TileJSON 3.0.0 */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/hotspots/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A vector tile of places that stand out: below zoom 14 the first 800 by rank. */
        get: {
            parameters: {
                query?: {
                    /** @description Count these group or item codes only */
                    category?: string;
                    /** @description Moment or date; default half a year before `until` */
                    since?: string;
                    /** @description Moment or date; the window grows to whole local days; default now */
                    until?: string;
                    /** @description day, dark or all (default) */
                    daylight?: string;
                    /** @description Count findings of this walk only */
                    walk?: string;
                    /** @description Means nothing; another one makes a map ask again */
                    v?: string;
                };
                header?: never;
                path: {
                    /** @description Zoom, 0-22 */
                    z: number;
                    /** @description Column */
                    x: number;
                    /** @description Row, with .mvt behind it */
                    y: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Mapbox Vector Tile 2.1: layers hotspots and peaks */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.mapbox-vector-tile": number[];
                    };
                };
                /** @description Nothing here */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description No such tile */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Every fault */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description May what was drawn be put to adoption, and what is lacking? */
        Adoptable: {
            /** @description Nothing is lacking. */
            ok: boolean;
            /** @description `too_few_drawings` (fewer than 50), `needs_vote` (recognition is asked of a proposal). */
            reasons: string[];
        };
        /** @description How one changed buurt stands. */
        AdoptableBuurt: {
            /** @description Its code. */
            buurt: string;
            /**
             * Format: int64
             * @description Drawings that count.
             */
            drawings: number;
            /**
             * Format: double
             * @description Lower end of the recognition; `null` before the vote is closed and with fewer than 10 voters.
             */
            lower?: number | null;
            /** @description What this buurt lacks. */
            reasons: string[];
            /**
             * Format: int32
             * @description Residents who voted; `null` before the vote is closed.
             */
            voters?: number | null;
        };
        /** @description The advice of the wijkraad. */
        Advice: {
            /**
             * Format: date
             * @description The day it was asked, not in the future.
             */
            asked_on: string;
            /** @description Where it can be found, at most 300 characters. */
            reference: string;
        };
        /** @description How alike the plain and the weighted shape are. */
        Alarm: {
            /**
             * Format: double
             * @description 1 when it makes no difference.
             */
            likeness: number;
            /** @description Somebody should have a look. */
            raised: boolean;
        };
        /** @description A new line for an arc. */
        ArcEdit: {
            /** @description Its place in the list of arcs. */
            index: number;
            /** @description `[lon, lat]`, 2-5000 corners, from the same node to the same node. */
            line: number[][];
        };
        /** @description New lines for arcs. */
        ArcsEdit: {
            /** @description The arcs that change, at most 500. */
            arcs: components["schemas"]["ArcEdit"][];
            /** @description Nodes that go elsewhere; the ends of all arcs go along. A line with another end than its arc had moves its node too. */
            nodes?: components["schemas"]["NodeEdit"][] | null;
            /**
             * Format: int64
             * @description The revision that was looked at.
             */
            revision: number;
        };
        /** @description What somebody is asked. */
        Ballot: {
            /** @description The two borders, in the asker's own order. */
            borders: components["schemas"]["BallotBorder"][];
            /** @description Code of the buurt. */
            buurt: string;
            /** @description All buurten that are voted on: those whose border changes. A vote is about one, and each is asked. */
            buurten: string[];
            /** @description When the vote closes (RFC 3339). */
            closes?: string | null;
            /** @description Did the asker vote on this buurt of this version already? */
            voted: boolean;
            /** @description Those of them that the asker voted on already. */
            voted_on: string[];
        };
        /** @description A border without a name. */
        BallotBorder: {
            /** @description GeoJSON MultiPolygon in WGS84. */
            geometry: Record<string, never>;
            /** @description `A` or `B`. */
            key: string;
        };
        /** @description A walk that begins by itself. Sending it again is harmless. */
        Begin: {
            /** @description Code of the buurt it goes through. One that is not known here is left out, with the notice `unknown_buurt`. */
            buurt?: string | null;
            /**
             * Format: uuid
             * @description Its id, a UUID made by the phone.
             */
            id: string;
            /**
             * @description 43-64 characters of chance (A-Z a-z 0-9 - _) from a phone without a cookie: by it the phone is known again when
             *     the answer to its first try, or later its cookie, was lost. The same as `key` beside a code.
             */
            key?: string | null;
            /**
             * Format: date-time
             * @description When it began by the phone's clock; never later than the server's now.
             */
            started_at: string;
            /** @description What people call it, at most 120 characters; else it is called after its buurt. */
            title?: string | null;
        };
        /** @description What the places leave unsaid. Nothing of it counts for a place. */
        BeyondPlaces: {
            /**
             * @description Codes of the buurten that are busier than the whole area while no place has its peak in them: a busier area, no
             *     place of its own.
             */
            busier: string[];
            /**
             * @description Spots where one or two people spoke on at least 3 days together, at most 50, most days first. For the buurtcomité,
             *     the wijknetwerker and the operator only; absent for everybody else.
             */
            signals?: components["schemas"]["Signal"][] | null;
            /**
             * @description Where nobody walked in the last half year, a MultiPolygon; whatever window is asked. Absent when too little is
             *     known of where people walked. It says nothing about how safe it is there.
             */
            unwalked?: unknown;
        };
        /** @description What a vote said about one buurt. With fewer than 10 voters all is `null` but their number. */
        BuurtResult: (components["schemas"]["Recognised"] | null) & {
            /** @description Code of the buurt. */
            buurt: string;
            /**
             * Format: double
             * @description Recognition of the proposal less that of the official border.
             */
            lift?: number | null;
            /**
             * Format: int32
             * @description Residents who voted.
             */
            n: number;
            official?: components["schemas"]["Recognised"] | null;
            /** @description Squares of 50 m where at least 3 voters say that a border is wrong; for staff of its buurten only. */
            places?: components["schemas"]["WrongPlace"][] | null;
        };
        /** @description The borders that came on one day. */
        BuurtVersion: {
            /** @description Has the day come? */
            begun: boolean;
            /** @description The borders that came, by code. */
            buurten: components["schemas"]["VersionBuurt"][];
            /** @description The proposals that were adopted with it. */
            proposals: components["schemas"]["VersionProposal"][];
            /** @description First day, `YYYY-MM-DD`. */
            valid_from: string;
        };
        /** @description The case that a finding belongs to. */
        CaseView: {
            /**
             * Format: uuid
             * @description Its id.
             */
            case: string;
            /** @description How many findings that the asker may see are about it. */
            findings: number;
        };
        /** @description What people can see. */
        CategoriesView: {
            /** @description Groups in the order of the tiles. */
            groups: components["schemas"]["GroupView"][];
        };
        /** @description How often a group was seen. */
        CategoryCount: {
            /** @description Findings. */
            findings: number;
            /** @description Group code. */
            group: string;
        };
        /** @description The answer to a change that came in. */
        ChangeReceipt: {
            /** @description Code of the buurt that the finding lies in now. */
            buurt?: string | null;
            /**
             * Format: uuid
             * @description The finding.
             */
            finding: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description All photos of the finding. */
            photos: components["schemas"]["PhotoState"][];
            /** @description When it came (RFC 3339). */
            received_at: string;
            /** @description SHA-256 of the received bytes, in hexadecimal. */
            sha256: string;
        };
        /** @description Comments that the asker may read. */
        CommentList: {
            /** @description Oldest first. */
            comments: components["schemas"]["ProposalComment"][];
        };
        /** @description The answer to a voice that came in. */
        ConfirmationReceipt: {
            /**
             * Format: int64
             * @description How many others saw it too.
             */
            confirmations: number;
            /**
             * Format: uuid
             * @description The finding.
             */
            finding: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description SHA-256 of the received bytes, in hexadecimal. */
            sha256: string;
        };
        /** @description What residents drew together, as it was published; nothing of it tells of one person. */
        ConsensusView: (components["schemas"]["Told"] | null) & {
            /** @description May it be put to adoption? */
            adoptable: components["schemas"]["Adoptable"];
            /** @description Code of the buurt. */
            buurt: string;
            /**
             * Format: int64
             * @description People whose drawing counts now.
             */
            drawn: number;
            /**
             * Format: int64
             * @description From so many people on something is shown.
             */
            needed: number;
            /** @description The next fixed moment at which something may be published (RFC 3339). */
            next_at: string;
            /** @description The border in force. */
            official: Record<string, never>;
            /** @description `counting`: fewer than 10 people, or not published yet; `provisional`: bands; `shared`: bands and line, from 20. */
            state: string;
        };
        /** @description Where the asker's line differs most from the shared one. */
        DifferenceView: {
            /** @description Where, `[lon, lat]`. */
            at: number[];
            /** @description The asker went further out there; else less far. */
            further: boolean;
            /**
             * Format: double
             * @description How far, whole metres.
             */
            metres: number;
            /** @description What the place is called, where streets are known. */
            near?: string | null;
            /** @description On which side of the buurt: `n`, `ne`, `e`, `se`, `s`, `sw`, `w`, `nw`. */
            side: string;
        };
        /** @description What a repair or a question says to the person who drew it. */
        DrawingNote: {
            /** @description A code of `repaired` or `warnings`. */
            code: string;
            /** @description In English. */
            en: string;
            /** @description In Dutch. */
            nl: string;
        };
        /** @description A drawing as its maker sees it; nobody else does. */
        DrawingView: {
            /**
             * Format: double
             * @description Square metres inside.
             */
            area_m2: number;
            /** @description Code of the buurt. */
            buurt: string;
            /** @description When it came (RFC 3339). */
            drawn_at: string;
            /** @description GeoJSON Polygon in WGS84, simplified to a metre, as it is kept. */
            geometry: Record<string, never>;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description It counts only after its maker looked at it and confirmed it. */
            needs_confirmation: boolean;
            /** @description The same in words. */
            notes: components["schemas"]["DrawingNote"][];
            /** @description `lives`, `works` or `visits`. */
            relation?: string | null;
            /**
             * @description What was repaired: `unclosed` (without asking), `multipart`, `holes_not_supported` (small ones dropped),
             *     `repaired_spike`, `repaired_bowtie`.
             */
            repaired: string[];
            /** @description A later drawing took its place. */
            replaced: boolean;
            /** @description What is to be asked about: `warn_small`, `warn_large`. */
            warnings: string[];
            /**
             * Format: int64
             * @description Years there.
             */
            years?: number | null;
        };
        /** @description Drawings of one person. */
        Drawings: {
            /** @description Newest first; those that a later one took the place of are left out. */
            drawings: components["schemas"]["DrawingView"][];
        };
        /** @description When two findings may be one thing. A radius of 0 never suggests it. */
        Duplicate: {
            /**
             * Format: int32
             * @description Age, 1-365.
             */
            days: number;
            /**
             * Format: int32
             * @description Radius, 0-300.
             */
            metres: number;
        };
        /** @description A staff token. */
        Entry: {
            /** @description As `buurtschouw token` printed it. */
            token: string;
        };
        /** @description Figures behind a proposal. */
        Evidence: (components["schemas"]["HotspotFigures"] | null) & {
            /** @description `hotspot`, or `near`: within 50 m of the place. */
            basis: string;
            /** @description Which findings were counted; absent in figures of before this was kept. */
            counted?: components["schemas"]["MeasureCounted"];
            /** @description Local days behind them. */
            days: number;
            /** @description Findings; 0 when fewer than 3 people are behind them. */
            findings: number;
            /** @description People behind them; 0 stands for fewer than 3. */
            people: number;
        };
        /** @description One thing that is wrong, and where. */
        Fault: {
            /** @description Where on the map, `[lon, lat]`, when the fault has a place. */
            at?: number[] | null;
            /** @description Stable code of the fault. */
            code: string;
            /** @description In English. */
            en?: string | null;
            /** @description What it looks like, when that can be told: `swapped`, `rd_metres`, `null_island`. */
            hint?: string | null;
            /** @description In Dutch, for the person who made it. */
            nl?: string | null;
            /** @description JSON pointer (RFC 6901) into the body that was sent, or `?name` for a query parameter. */
            pointer: string;
        };
        /** @description What people answered to how safe it feels. */
        Felt: {
            /**
             * Format: double
             * @description The mean of all answers.
             */
            mean: number;
            /** @description People who answered. */
            people: number;
        };
        /** @description A page of findings as GeoJSON. */
        FindingCollection: {
            /** @description Newest first, ties by id. */
            features: components["schemas"]["FindingFeature"][];
            /** @description Where to go on: `rel` is `next`. */
            links: components["schemas"]["Link"][];
            /** @description How many the asker may see in all. */
            numberMatched: number;
            /** @description How many are on this page. */
            numberReturned: number;
            /** @description Always `FeatureCollection`. */
            type: string;
        };
        /** @description A finding as a GeoJSON feature. */
        FindingFeature: {
            /** @description Where it is. */
            geometry: components["schemas"]["Point"];
            /**
             * Format: uuid
             * @description The finding's id.
             */
            id: string;
            /** @description What it is. */
            properties: components["schemas"]["FindingView"];
            /** @description Always `Feature`. */
            type: string;
        };
        /** @description Findings within one dated border of a buurt. */
        FindingVersion: {
            /** @description Code of the buurt. */
            code: string;
            /** @description Findings within this border that the asker may see, whenever they were seen. */
            findings: number;
            /** @description `official` or `adopted`. */
            kind: string;
            /** @description Its name for people. */
            name: string;
            /** @description Those of them that were seen on its own days, by the city's calendar. */
            on_its_days: number;
            /** @description First day of the border that took its place; absent when none did. */
            until?: string | null;
            /** @description First day of this border, `YYYY-MM-DD`. */
            valid_from: string;
        };
        /** @description Findings by dated border. */
        FindingVersions: {
            /** @description By code of the buurt, its first border first. */
            versions: components["schemas"]["FindingVersion"][];
        };
        /** @description A finding in a list. */
        FindingView: {
            /**
             * Format: double
             * @description Radius of the fix in metres.
             */
            accuracy_m: number;
            /** @description Code of the buurt it lies in. */
            buurt?: string | null;
            /**
             * Format: uuid
             * @description What it is about, when other findings are about the same.
             */
            case?: string | null;
            /** @description Group or item code. */
            category?: string | null;
            /** @description How many others said "I see this too". */
            confirmations: number;
            /** @description Did the asker say "I see this too"? */
            confirmed: boolean;
            /** @description Group code. */
            group?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `problem`, `idea` or `pearl`. */
            kind?: string | null;
            /** @description Did the asker make it? */
            mine: boolean;
            /** @description What the walker wrote. */
            note?: string | null;
            /** @description When it was seen (RFC 3339). */
            observed_at: string;
            /**
             * Format: int64
             * @description How safe it feels, 1-5.
             */
            perceived_safety?: number | null;
            /** @description Its photos. */
            photos: components["schemas"]["PhotoState"][];
            /** @description Code of the measure its maker suggests. */
            suggested_measure?: string | null;
            /**
             * Format: uuid
             * @description The walk it belongs to.
             */
            walk?: string | null;
        };
        /** @description Why a measure fits. */
        FitReason: {
            /** @description Item code; or the code of its group, where at least 3 people saw items of the group and no item was seen by 3. */
            category: string;
            /**
             * Format: int32
             * @description People who saw it; at least 3.
             */
            people: number;
        };
        /** @description A fix of the phone's GPS, as it came. */
        Fix: {
            /**
             * Format: double
             * @description Radius in metres, 0-100000.
             */
            accuracy_m: number;
            /**
             * Format: date-time
             * @description When, by the phone's clock.
             */
            at: string;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon: number;
        };
        /** @description The plane of this city's cells. */
        FrameView: {
            /**
             * Format: double
             * @description Side of a cell in metres. A cell is `[floor(x / cell), floor(y / cell)]`.
             */
            cell: number;
            /** @description `rd` (RD New, EPSG:28992) or `local` (transverse Mercator of scale 1 on WGS84 around a place). */
            kind: string;
            /**
             * Format: double
             * @description Degrees north of it.
             */
            lat0?: number | null;
            /**
             * Format: double
             * @description Degrees east of the local plane's origin.
             */
            lon0?: number | null;
            /**
             * @description The plane in one word, to be named beside cells: `rd`, or `local` and its origin. It is chosen with the first
             *     borders and stays while all borders lie within 300 km of its origin.
             */
            plane: string;
        };
        /** @description What the camera would see of homes. */
        GateArea: {
            /** @description Are there front doors or windows of homes in the area? */
            homes: boolean;
            /** @description Why they must be in it, at most 1,000 characters; required when there are any. */
            reason?: string | null;
        };
        /** @description A group. */
        GroupView: {
            /** @description Stable code. */
            code: string;
            /** @description Which colour token. */
            colour: string;
            first_line?: components["schemas"]["Names"] | null;
            /** @description Which drawing. */
            icon: string;
            /** @description Its items. */
            items: components["schemas"]["ItemView"][];
            /** @description What sort of finding it holds. */
            kind: components["schemas"]["Kind"];
            /** @description Which shape on the map. */
            marker: string;
            /** @description Words on the tile. */
            name: components["schemas"]["Names"];
            /**
             * Format: int32
             * @description Place among the tiles.
             */
            order: number;
            /** @description Open or personal. */
            sensitivity: components["schemas"]["Sensitivity"];
        };
        /** @description People in a publication by what they said of themselves. */
        GroupsView: {
            /** @description How they belong to the buurt. */
            relations: components["schemas"]["RelationView"][];
            /** @description How long they live there. */
            years: components["schemas"]["YearsView"][];
        };
        /** @description Hotspots as GeoJSON, in rank order. */
        HotspotCollection: {
            /** @description The places. */
            features: components["schemas"]["HotspotFeature"][];
            /** @description Findings that counted; 0 when fewer than 3 people are behind them. */
            findings: number;
            /** @description How it was worked out. */
            parameters: components["schemas"]["Parameters"];
            /** @description People behind them; 0 stands for fewer than 3. */
            people: number;
            /** @description True when there is too little for any place; then `features` is empty. Who saw a finding too is a voice as well. */
            too_few: boolean;
            /** @description Always `FeatureCollection`. */
            type: string;
        };
        /** @description A hotspot as a GeoJSON feature. */
        HotspotFeature: {
            /** @description Its cells, joined; a MultiPolygon. */
            geometry: unknown;
            /** @description The hotspot's id. */
            id: string;
            /** @description What stands behind it. */
            properties: components["schemas"]["HotspotView"];
            /** @description Always `Feature`. */
            type: string;
        };
        /** @description What a hotspot tells more than a place that is none. */
        HotspotFigures: {
            /** @description The groups seen most, at most 3; none with fewer than 3 people behind it. */
            categories: components["schemas"]["CategoryCount"][];
            /** @description `clear` or `possible`. */
            class: string;
            /**
             * Format: double
             * @description Share of its voices in the dark; absent below 8 voices, and while 1 or 2 people were heard by day or in the dark.
             */
            dark_share?: number | null;
            /**
             * Format: double
             * @description Voices expected there by chance and by its surroundings.
             */
            expected: number;
            /** @description First local day, `YYYY-MM-DD`. */
            first: string;
            /** @description Last local day, `YYYY-MM-DD`. */
            last: string;
            /** @description How it was worked out. */
            parameters: components["schemas"]["Parameters"];
            /**
             * Format: double
             * @description The smallest false discovery rate at which it holds.
             */
            q: number;
            /**
             * Format: double
             * @description Voices over expected.
             */
            ratio: number;
            /** @description Is it growing? */
            trend: components["schemas"]["TrendView"];
            /** @description Walks behind it. */
            walks: number;
        };
        /** @description What stands behind a hotspot. Buren and schouwen come before bevindingen. */
        HotspotView: {
            /** @description Code of the buurt of its peak. */
            buurt?: string | null;
            /** @description The groups seen most, at most 3; none with fewer than 3 people behind it. */
            categories: components["schemas"]["CategoryCount"][];
            /** @description Ids of its cells, `25:<ix>:<iy>`. */
            cells: string[];
            /** @description `clear` or `possible`. */
            class: string;
            /**
             * Format: double
             * @description Share of its voices in the dark: `dark_voices` of `voices_counted`. All three are absent below 8 voices, and
             *     while 1 or 2 people were heard by day or in the dark.
             */
            dark_share?: number | null;
            /**
             * Format: int32
             * @description Voices in the dark: one person counts at most twice.
             */
            dark_voices?: number | null;
            /** @description Local days behind them. */
            days: number;
            /**
             * Format: double
             * @description Voices expected there by chance and by its surroundings.
             */
            expected: number;
            /** @description Ids of its findings that the asker may see, with `include=findings`. */
            finding_ids?: string[] | null;
            /** @description Findings in it that were made in the window; 0 where people only saw earlier ones too. */
            findings: number;
            /** @description First local day, `YYYY-MM-DD`. */
            first: string;
            /** @description `<window>|<filter>|25:<peak ix>:<peak iy>`: the same place of the same question has the same id. */
            id: string;
            /** @description Last local day, `YYYY-MM-DD`. */
            last: string;
            /** @description Measures that fit, at most 8, best first. What fewer than 3 people saw does not speak for any. */
            measures: components["schemas"]["MeasureFit"][];
            /** @description Is it spoken of in the dark more often than elsewhere? Never true without `dark_share`. */
            more_in_dark: boolean;
            /** @description Name in Dutch; never a house number. The same whatever box or buurt is asked. */
            name: string;
            /**
             * Format: int32
             * @description Walks that came by, also those on which nothing was seen here; absent below 3, and when too little is known of
             *     where people walked.
             */
            passes?: number | null;
            /** @description Where its peak is, `[lon, lat]`. */
            peak: number[];
            /** @description People behind them; at least 3. */
            people: number;
            /**
             * Format: double
             * @description The smallest false discovery rate at which it holds.
             */
            q: number;
            /** @description 1 for the highest peak. */
            rank: number;
            /**
             * Format: double
             * @description Voices over expected.
             */
            ratio: number;
            /** @description How safe it feels there, told apart by light. */
            safety: components["schemas"]["SafetyView"];
            /** @description Is it growing? */
            trend: components["schemas"]["TrendView"];
            /**
             * Format: int32
             * @description Voices in its strongest disc of 50 m; one person counts at most twice.
             */
            voices: number;
            /**
             * Format: int32
             * @description Voices by day and in the dark: one person counts at most twice in each.
             */
            voices_counted?: number | null;
            /** @description Walks behind them. */
            walks: number;
        };
        /** @description An item. */
        ItemView: {
            /** @description Stable code. */
            code: string;
            /** @description Which walks show it first. */
            daylight: string;
            /** @description When two may be one. */
            duplicate: components["schemas"]["Duplicate"];
            first_line?: components["schemas"]["Names"] | null;
            help?: components["schemas"]["Names"] | null;
            /** @description Which drawing. */
            icon: string;
            /** @description Words on the chip. */
            name: components["schemas"]["Names"];
            /** @description Open or personal. */
            sensitivity: components["schemas"]["Sensitivity"];
            /** @description False: the app helps on, and stores nothing. */
            stored: boolean;
        };
        /** @description A code, or a walk that begins; and, if the walker wishes, a name. */
        JoinRequest: {
            begin?: components["schemas"]["Begin"] | null;
            /** @description 8 characters as typed (spaces, dashes and lower case are fine), or the secret of the QR link. */
            code?: string | null;
            /**
             * @description 43-64 characters of chance (A-Z a-z 0-9 - _) that the phone made before it first joined and keeps: when its cookie
             *     got lost, it is the same walker again. Who holds a cookie stays who that says. Whoever has the key is that walker.
             */
            key?: string | null;
            /** @description What the others may call you, at most 40 characters. */
            name?: string | null;
        };
        /** @description Where the walker now belongs. */
        Joined: {
            /** @description What was left out: `unknown_buurt`. */
            notices?: string[];
            /** @description The walker. */
            participant: components["schemas"]["Participant"];
            /** @description The walk. */
            walk: components["schemas"]["WalkView"];
        };
        /** @description What somebody tells of where they walked. */
        KeepPasses: {
            /** @description `[ix, iy]` of the plane that `GET /api/frame` names. At most 20,000; those far from all borders are dropped. */
            cells: number[][];
            /**
             * @description `plane` of `GET /api/frame`, as it was when the cells were counted. Another one than today's is refused with
             *     `other_plane`: its cells are other places. Without it the cells are taken to be of today's plane.
             */
            plane?: string | null;
        };
        /**
         * @description What sort of finding a group holds.
         * @enum {string}
         */
        Kind: "problem" | "idea" | "pearl";
        /** @description A lighter measure, and what became of it. */
        Lighter: {
            /** @description The role that says so, at most 100 characters; never a person's name. */
            by: string;
            /** @description Code of its kind. */
            kind: string;
            /** @description What became of it. */
            outcome: string;
            /** @description Why not, at most 1,000 characters; required when the outcome is `reason`. */
            reason?: string | null;
        };
        /** @description A way on. */
        Link: {
            /** @description Path and query. */
            href: string;
            /** @description `next`. */
            rel: string;
        };
        /** @description Which buurten stay as they are. */
        Locks: {
            /** @description Codes of locked buurten. Neighbours outside the proposal are locked whether named or not. */
            locked: string[];
            /**
             * Format: int64
             * @description The revision that was looked at.
             */
            revision: number;
        };
        /** @description The asker, to themselves. */
        Me: {
            /** @description The one buurt of this staff token. */
            buurt?: string | null;
            /**
             * Format: uuid
             * @description The pseudonym, or the token's person.
             */
            id: string;
            /** @description `participant`, `networker`, `partner`, `admin` or `committee`. */
            role: string;
            /** @description Walks joined, oldest first. */
            walks: components["schemas"]["WalkView"][];
        };
        /** @description A kind of measure. */
        Measure: {
            /** @description Stable code. */
            code: string;
            /** @description What it costs, in plain units. */
            cost_unit: string;
            /** @description Every field of the gate before it. */
            gate?: string[];
            /** @description Its name. */
            name: components["schemas"]["Names"];
            /** @description What must be filled in before it can be proposed. */
            needs?: string | null;
            /** @description Who acts by default. */
            owner: string;
            /** @description False: it can be shown, not proposed. */
            proposable?: boolean;
            /**
             * Format: int32
             * @description How heavy it weighs on people's freedom and purse, 1-7.
             */
            rung: number;
        };
        /** @description Measures as GeoJSON. */
        MeasureCollection: {
            /** @description Newest first. */
            features: components["schemas"]["MeasureFeature"][];
            /** @description Always `FeatureCollection`. */
            type: string;
        };
        /** @description Which findings were counted for figures that are kept. */
        MeasureCounted: {
            /** @description Group or item codes; empty when all counted. */
            categories: string[];
            /** @description `all`, `day` or `dark`. */
            daylight: string;
            /** @description First moment, and first moment after the last (RFC 3339). */
            window: string[];
        };
        /** @description A measure as a GeoJSON feature. */
        MeasureFeature: {
            /** @description GeoJSON Point, LineString or Polygon in WGS84. */
            geometry: Record<string, never>;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description The measure. */
            properties: components["schemas"]["MeasureView"];
            /** @description Always `Feature`. */
            type: string;
        };
        /** @description A measure that fits. */
        MeasureFit: {
            /** @description Code of the kind. */
            kind: string;
            /** @description What speaks for it, weightiest first. */
            reasons: components["schemas"]["FitReason"][];
            /**
             * Format: double
             * @description How well, 0 to 1, rounded to 4 decimals; for ordering, shown to residents in words only.
             */
            score: number;
        };
        /**
         * @description What must be filled in before a last resort is proposed. The need is worked out from the hotspot's figures (group
         *     `veilig` or two groups, 5 people, 3 walks, 92 days); the place must be a polygon of at most one hectare.
         */
        MeasureGate: {
            /** @description The wijkraad has been asked. */
            advice: components["schemas"]["Advice"];
            /** @description What the camera would see of homes. */
            area: components["schemas"]["GateArea"];
            /**
             * Format: date
             * @description First day.
             */
            begins: string;
            /**
             * Format: date
             * @description Last day, after the first, at most six months later.
             */
            ends: string;
            /** @description At least three kinds of rungs 1-5, of at least two rungs. */
            lighter: components["schemas"]["Lighter"][];
            /** @description The municipality confirms the rules. */
            owner_check: components["schemas"]["OwnerCheck"];
        };
        /**
         * @description Which findings count, as `GET /api/hotspots` is asked; every member may be left out. One walk cannot be asked for:
         *     the figures of a proposal are for every walker, those of a walk for who walked it.
         */
        MeasureQuestion: {
            /** @description Group or item codes; absent or empty counts all. */
            category?: string[] | null;
            /** @description Part of the day; default `all`. */
            daylight?: string | null;
            /** @description Moment (RFC 3339) or date; default half a year before `until`. */
            since?: string | null;
            /** @description Moment (RFC 3339) or date; the window grows to whole local days; default now. */
            until?: string | null;
        };
        /**
         * @description A measure as it leaves the door. Proposals are for the whole buurt: kind, place, state and figures are for
         *     everybody who walks; words and gate for its maker and staff until somebody looked at them.
         */
        MeasureView: {
            evidence?: components["schemas"]["Evidence"] | null;
            gate?: components["schemas"]["MeasureGate"] | null;
            /** @description The hotspot it is for. */
            hotspot?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Code of the kind. */
            kind: string;
            /** @description The state in words. */
            label: components["schemas"]["Names"];
            /** @description Did the asker propose it? */
            mine: boolean;
            /** @description GeoJSON Point, LineString or Polygon in WGS84. */
            place: Record<string, never>;
            /** @description When it was proposed (RFC 3339). */
            proposed_at: string;
            /**
             * Format: int64
             * @description How heavy it weighs on people's freedom and purse, 1-7.
             */
            rung: number;
            /** @description `proposed`. */
            state: string;
            /** @description Why; `null` when it is not for you to read. */
            why?: string | null;
        };
        /** @description What can be done. */
        MeasuresView: {
            /** @description The kinds, by rung. */
            measures: components["schemas"]["Measure"][];
            /** @description The rungs, the lightest first. */
            rungs: components["schemas"]["Rung"][];
        };
        /** @description Somebody on a walk, as its people see them. */
        MemberView: {
            /** @description When it said last what it has to send (RFC 3339); absent when never. */
            heard_at?: string | null;
            /** @description Do they still walk along? */
            here: boolean;
            /**
             * Format: uuid
             * @description The row's id, not the walker's pseudonym.
             */
            id: string;
            /** @description Is this the asker? */
            me: boolean;
            /** @description The name they chose. */
            name?: string | null;
            /** @description `leader`, `photographer`, `notetaker`, `walker`. */
            roles: string[];
            waiting?: components["schemas"]["Waiting"] | null;
        };
        /** @description The asker's own drawing and how it compares. */
        Mine: {
            /**
             * Format: int64
             * @description The publication since which it is in.
             */
            counted_in?: number | null;
            difference?: components["schemas"]["DifferenceView"] | null;
            /** @description The drawing that counts. */
            drawing: components["schemas"]["DrawingView"];
            /**
             * Format: int64
             * @description People whose drawing of this buurt counts now.
             */
            drawn: number;
            /**
             * Format: double
             * @description How alike it is to the shared shape: area of both by area of either, 0 to 1. Absent while nothing is shown.
             */
            overlap?: number | null;
            /**
             * Format: int64
             * @description The asker was the how-manieth to draw this buurt.
             */
            rank: number;
        };
        /** @description Somebody whose things are not all here. */
        Missing: {
            /**
             * Format: int64
             * @description Findings that wait on their phone.
             */
            findings: number;
            /**
             * Format: uuid
             * @description The row of the roster.
             */
            member: string;
            /** @description The name they chose. */
            name?: string | null;
            /**
             * Format: int64
             * @description Photos that wait there or were promised.
             */
            photos: number;
        };
        /** @description A text in Dutch and English; other languages may be added. */
        Names: {
            /** @description English. */
            en?: string;
            /** @description Dutch, B1. */
            nl?: string;
        } & {
            [key: string]: string;
        };
        /** @description From when, and by which decision. */
        NewAdoption: {
            /** @description Link to the minutes of the decision (http or https). */
            minutes?: string | null;
            /**
             * Format: int64
             * @description The revision that was looked at.
             */
            revision: number;
            /** @description First day of the new borders, `YYYY-MM-DD`; today or later. */
            valid_from: string;
        };
        /** @description What was added or put right. Members that are absent stay as they are. */
        NewChange: {
            /**
             * Format: double
             * @description Radius of the fix in metres, 0-100000; only with a position.
             */
            accuracy_m?: number | null;
            /** @description Group or item code. */
            category?: string | null;
            /**
             * Format: date-time
             * @description When the change was made, by the phone's clock: of two changes of one member the later one shows.
             */
            made_at: string;
            /** @description At most 2,000 characters; `null` or empty takes the note away. */
            note?: string | null;
            /**
             * Format: int64
             * @description How safe it feels here, 1 (very unsafe) to 5; `null` takes it away.
             */
            perceived_safety?: number | null;
            /** @description Photos that come along, beside those that are there; at most 10 in all. */
            photos?: string[];
            pin?: components["schemas"]["Position"] | null;
            position?: components["schemas"]["Position"] | null;
            /** @description How the position was found; only with a position. */
            position_source?: string | null;
            /** @description Code of a measure that may be proposed; `null` takes it away. */
            suggested_measure?: string | null;
        };
        /** @description A comment to be made. */
        NewComment: {
            /** @description `[lon, lat]`, when it is about a place. */
            at?: number[] | null;
            /** @description Code of a buurt of the proposal, or of a neighbour. */
            face: string;
            /** @description 1-1000 characters. */
            text: string;
        };
        /** @description Somebody saw a finding too. */
        NewConfirmation: {
            /**
             * Format: date-time
             * @description When, by the phone's clock.
             */
            observed_at: string;
        };
        /** @description A drawing to be sent. */
        NewDrawing: {
            /** @description Code of the buurt that this is the border of. */
            buurt: string;
            /**
             * @description GeoJSON Polygon in WGS84: one ring of at most 2,000 corners, 100 m2 to 25 km2. A MultiPolygon is taken when one
             *     part holds nearly all of it, holes under 1,000 m2 are dropped.
             */
            geometry: Record<string, never>;
            /** @description `lives`, `works` or `visits`. */
            relation?: string | null;
            /**
             * Format: int64
             * @description Years there, 0-120.
             */
            years?: number | null;
        };
        /** @description A finding to be recorded, read and checked. */
        NewFinding: {
            /**
             * Format: double
             * @description Radius of the fix in metres, 0-100000.
             */
            accuracy_m: number;
            /** @description Version of the app, at most 40 characters. */
            app?: string | null;
            /** @description Group or item code; may be absent only with photos. */
            category?: string | null;
            fix?: components["schemas"]["Fix"] | null;
            /** @description At most 2,000 characters. */
            note?: string | null;
            /**
             * Format: date-time
             * @description When it was seen.
             */
            observed_at: string;
            /**
             * Format: int64
             * @description How safe it feels here, 1 (very unsafe) to 5.
             */
            perceived_safety?: number | null;
            /** @description Photos, promised or stored; at most 10. */
            photos?: string[];
            pin?: components["schemas"]["Position"] | null;
            /** @description Where it is. */
            position: components["schemas"]["Position"];
            /** @description How the position was found. */
            position_source: string;
            /**
             * Format: date-time
             * @description When it was sent, by the phone's clock. A phone may say another moment at each try.
             */
            sent_at?: string | null;
            /** @description Code of a measure that may be proposed. */
            suggested_measure?: string | null;
            /**
             * Format: uuid
             * @description The walk it was seen on.
             */
            walk?: string | null;
        };
        /** @description A proposal to be recorded. */
        NewMeasure: {
            gate?: components["schemas"]["MeasureGate"] | null;
            /** @description Id of the hotspot it is for. */
            hotspot?: string | null;
            /** @description Code of a kind that may be proposed. */
            kind: string;
            /** @description GeoJSON Point, LineString (at most 5 km) or Polygon (one ring, at most 1 km2) in WGS84, at most 200 corners. */
            place: Record<string, never>;
            question?: components["schemas"]["MeasureQuestion"] | null;
            /** @description Why here, 1-1000 characters. */
            why: string;
        };
        /** @description A proposal to be begun. */
        NewProposal: {
            /** @description Codes of the buurten it is about, 1-50; lines between two of them can be moved. */
            buurten: string[];
            /** @description Why, 1-2000 characters. */
            reason: string;
            /** @description What it begins from: `official`, `adopted` (the borders in force) or `shared`. */
            start: string;
            /** @description 1-120 characters. */
            title: string;
        };
        /** @description New roles of somebody on the walk. */
        NewRoles: {
            /** @description `leader`, `photographer`, `notetaker`, `walker`. */
            roles: string[];
        };
        /** @description Where a walk shall go, and when by the phone's clock. */
        NewState: {
            /**
             * Format: date-time
             * @description When it happened; never later than the server's now.
             */
            at: string;
            /** @description `walking`, `paused` or `ended`. */
            state: string;
        };
        /**
         * @description A step. The same state again gives reactions or a vote that still runs more time: its end moves later, never earlier
         *     than was told, and what has begun goes on.
         */
        NewStep: {
            /** @description First moment after it, or its last day; needed for `open` and `voting`. */
            closes?: string | null;
            /** @description First moment (RFC 3339) or day of reactions or of the vote; default now. What has begun keeps its own. */
            opens?: string | null;
            /** @description Why, 1-2000 characters; needed for `rejected`. */
            reason?: string | null;
            /**
             * Format: int64
             * @description The revision that was looked at.
             */
            revision: number;
            /** @description Where to: `scratch`, `in_progress`, `ready`, `open`, `voting` or `rejected`. */
            state: string;
            threshold?: components["schemas"]["Threshold"] | null;
        };
        /** @description A vote to be cast. */
        NewVote: {
            /** @description One answer for each border of the ballot. */
            answers: components["schemas"]["VoteAnswer"][];
            /** @description Code of a buurt whose border changes. */
            buurt: string;
        };
        /** @description A walk to be planned, read and checked. */
        NewWalk: {
            /** @description Code of the buurt it goes through. */
            buurt: string;
            /** @description Where people meet, at most 200 characters. */
            meeting_point?: string | null;
            /** @description Who organises it, in their own words, at most 80 characters. */
            organiser?: string | null;
            /**
             * Format: date-time
             * @description When it starts.
             */
            starts_at: string;
            /** @description Group codes of categories; absent or empty is all. */
            themes?: string[];
            /** @description What people call it, 1-120 characters. */
            title: string;
        };
        /** @description A node that goes elsewhere. */
        NodeEdit: {
            /** @description `[lon, lat]` where it is. */
            at: number[];
            /** @description `[lon, lat]` where it goes. */
            to: number[];
        };
        /** @description What changes in one's own row; absent members stay as they are. */
        OwnRow: {
            /**
             * @description You stopped, or walk along again. Who stopped keeps reading the walk and hearing of it: their own findings are in
             *     it.
             */
            left?: boolean | null;
            /** @description What the others may call you, at most 40 characters. */
            name?: string | null;
            /** @description `leader`, `photographer`, `notetaker`, `walker`; who does not lead yet may take the lead when nobody has it. */
            roles?: string[] | null;
            waiting?: components["schemas"]["Waiting"] | null;
        };
        /** @description What the municipality confirms. */
        OwnerCheck: {
            /** @description The role that confirms, at most 100 characters. */
            by: string;
            /** @description The council gave the power by by-law; must be true. */
            bylaw: boolean;
            /** @description Mayor, police and prosecutor consulted; must be true. */
            consultation: boolean;
            /**
             * Format: date
             * @description The day, not in the future.
             */
            on: string;
            /** @description Visible signs are arranged; must be true. */
            signs: boolean;
        };
        /** @description "Zo rekenen wij". */
        Parameters: {
            /**
             * Format: double
             * @description Side of a cell in metres.
             */
            cell_m: number;
            /** @description Cells of the area. */
            cells: number;
            /** @description The filter in one word. */
            filter: string;
            /** @description False discovery rate of clear and of possible places. */
            q: number[];
            /**
             * Format: double
             * @description Radius of a disc in metres.
             */
            radius_m: number;
            /**
             * Format: int64
             * @description Which state of the findings was counted.
             */
            version: number;
            /**
             * @description Walks whose passes say where people looked; 0 when every cell counts as seen alike. Then places where nobody
             *     walked are in no hotspot, and that does not make them safe.
             */
            walks: number;
            /** @description First moment, and first moment after the last. */
            window: string[];
        };
        /** @description A walker, known by a pseudonym. */
        Participant: {
            /**
             * Format: uuid
             * @description The pseudonym.
             */
            id: string;
            /** @description The chosen name. */
            name?: string | null;
        };
        /** @description Cells of the study grid: `[ix, iy]` of the plane that `GET /api/frame` names. */
        Passes: {
            /** @description In order of `iy`, then `ix`; each once. */
            cells: number[][];
        };
        /** @description Phones of a walk. One that was offline all evening may hold findings that we never heard of. */
        PhoneCount: {
            /** @description Everybody on the roster. */
            all: number;
            /** @description Said after the walk's end that nothing waits, and no photo of theirs is on its way. Before the end none did. */
            clear: number;
        };
        /** @description Photos of findings. */
        PhotoCount: {
            /** @description A finding names them and they are not here yet. */
            promised: number;
            /** @description They are here. */
            stored: number;
        };
        /** @description The answer to a photo that came in. */
        PhotoReceipt: {
            /**
             * Format: int64
             * @description Height in pixels, upright.
             */
            height: number;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description SHA-256 of the received bytes, in hexadecimal. */
            sha256: string;
            /**
             * Format: int64
             * @description Width in pixels, upright.
             */
            width: number;
        };
        /** @description A photo of a finding: still on its way, or here. */
        PhotoState: {
            /**
             * Format: uuid
             * @description The photo's id.
             */
            id: string;
            /** @description `promised` or `stored`. */
            state: string;
        };
        /** @description The photos that a finding still has. */
        PhotosLeft: {
            /**
             * Format: uuid
             * @description The finding.
             */
            id: string;
            /** @description Its photos. */
            photos: components["schemas"]["PhotoState"][];
        };
        /** @description A walk as its planner sees it: with the code that opens it. */
        PlannedWalk: components["schemas"]["WalkView"] & {
            /** @description The join code, 8 characters. */
            code: string;
            /** @description Path of the QR link; what follows `#` never reaches a server's log. */
            join_path: string;
        };
        /** @description A point of GeoJSON. */
        Point: {
            /** @description Degrees, `[lon, lat]`. */
            coordinates: number[];
            /** @description Always `Point`. */
            type: string;
        };
        /** @description The proof that this is Buurtschouw. */
        Pong: {
            /** @description Always true. */
            buurtschouw: boolean;
            /** @description Everything here is invented; only in the example. */
            example?: boolean;
        };
        /** @description A place on earth, WGS84 degrees. */
        Position: {
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             */
            lon: number;
        };
        /** @description The body of every refusal (`application/problem+json`). */
        Problem: {
            /** @description Stable code, for a program. */
            code: string;
            /** @description What happened, for a person. */
            detail: string;
            /** @description Every fault that was found. */
            faults: components["schemas"]["Fault"][];
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description The sort of problem in a few words. */
            title: string;
            /** @description Names the sort of problem. */
            type: string;
        };
        /** @description May it be adopted, and if not, why? */
        ProposalAdoptable: {
            /** @description How the changed buurten stand. */
            buurten: components["schemas"]["AdoptableBuurt"][];
            /**
             * Format: int64
             * @description Drawings that each changed buurt must have.
             */
            needed: number;
            /** @description Why fewer than 50 are enough. */
            needed_reason?: string | null;
            /** @description Nothing is lacking. */
            ok: boolean;
            /**
             * @description All that is lacking: `nothing_changed`, `not_voting`, `vote_open`, `too_few_drawings`, `too_few_voters`,
             *     `not_recognised`; each once.
             */
            reasons: string[];
        };
        /** @description A line as it leaves the door. */
        ProposalArc: {
            /** @description The face on its left, by its place in `faces`; `null` outside. */
            left?: number | null;
            /** @description `[lon, lat]` in WGS84. */
            line: number[][];
            /** @description It stays: a face of it is locked, or it is the outer edge. */
            locked: boolean;
            /** @description The face on its right. */
            right?: number | null;
        };
        /** @description What somebody may vote on. */
        ProposalBallot: {
            /** @description Codes of the buurten whose border changes: one vote about each. */
            buurten: string[];
            /** @description Those of them that the asker voted on already. */
            voted_on: string[];
        };
        /** @description A proposal in a list. */
        ProposalCard: {
            ballot?: components["schemas"]["ProposalBallot"] | null;
            /** @description Codes of the buurten it is about. */
            buurten: string[];
            /** @description When it was last changed. */
            changed_at: string;
            /** @description First moment after it. */
            closes?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description When it was begun. */
            made_at: string;
            /** @description Where the minutes of the decision are. */
            minutes?: string | null;
            /** @description First moment of reactions or of the vote (RFC 3339). */
            opens?: string | null;
            /** @description Numbers of the publications that it began from, by code of the buurt. */
            publications?: {
                [key: string]: number;
            } | null;
            /** @description Why; absent for who has yet to answer its vote. */
            reason?: string | null;
            /**
             * Format: int64
             * @description Send it with a change.
             */
            revision: number;
            /** @description `official`, `adopted` or `shared`. */
            start: string;
            /** @description `scratch`, `in_progress`, `ready`, `open`, `voting`, `adopted`, `rejected` or `superseded`. */
            state: string;
            /** @description What it is called; absent for who has yet to answer its vote. */
            title?: string | null;
            /** @description First day of the adopted borders. */
            valid_from?: string | null;
            /**
             * Format: int64
             * @description Goes up when its lines change; votes are about one.
             */
            version: number;
            /** @description May the asker change it? */
            yours_to_change: boolean;
        };
        /** @description Somebody else changed it since the asker looked (409, `changed_meanwhile`). */
        ProposalChanged: {
            /** @description The proposal as it is now. */
            theirs: Record<string, never>;
            /** @description What was sent. */
            yours: Record<string, never>;
        };
        /** @description One thing that was looked at. */
        ProposalCheck: {
            /**
             * Format: double
             * @description Area in square metres.
             */
            area_m2?: number | null;
            /** @description Where it is not well, `[lon, lat]`. */
            at?: number[] | null;
            /**
             * @description `valid` (no line crosses another), `one_part`, `least_area`, `findings_moved`, or for who may change it
             *     `base_stands`: no other decision moved the border that it began from. `loose_part` asks: as residents drew it, a
             *     part of this buurt would lie away from the rest, and `with` has it meanwhile.
             */
            code: string;
            /** @description How many findings, without personal ones; 0 when fewer than 3 people are behind them. */
            count?: number | null;
            /** @description The buurt it is about, when it is about one. */
            face?: string | null;
            /**
             * @description Is it well? Moved findings always are; a loose part is not while another buurt has it and
             *     nobody answered.
             */
            ok: boolean;
            /** @description The number of a loose part, by which it is answered. */
            part?: number | null;
            /** @description The buurt that has a loose part now. */
            with?: string | null;
        };
        /** @description A comment as it leaves the door. */
        ProposalComment: {
            /** @description `[lon, lat]`, when it is about a place. */
            at?: number[] | null;
            /** @description Code of the buurt it is about. */
            face: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description When (RFC 3339). */
            made_at: string;
            /** @description Did the asker write it? */
            mine: boolean;
            /** @description Has it been released for everybody? */
            reviewed: boolean;
            /** @description What it says. */
            text: string;
        };
        /** @description Lines that neighbours share, each once. */
        ProposalCoverage: {
            /** @description By the number that an edit names. */
            arcs: components["schemas"]["ProposalArc"][];
            /** @description The buurten, by code. */
            faces: components["schemas"]["ProposalFace"][];
        };
        /** @description One buurt of a tiling. */
        ProposalFace: {
            /** @description Code of the buurt. */
            code: string;
            /** @description Its name for people. */
            name: string;
            /** @description Its rings: `k` is arc `k - 1` forwards, `-k` the same backwards. The inside lies left. */
            rings: number[][];
        };
        /** @description Proposals that the asker may read. */
        ProposalList: {
            /** @description Last changed first, at most 500. */
            proposals: components["schemas"]["ProposalCard"][];
        };
        /** @description A step as it leaves the door. */
        ProposalStep: {
            /** @description When (RFC 3339). */
            at: string;
            /** @description First moment after it. */
            closes?: string | null;
            /** @description First moment of reactions or of the vote. */
            opens?: string | null;
            /** @description Why, when a reason was given. */
            reason?: string | null;
            /** @description The state. */
            state: string;
        };
        /** @description A proposal with its lines. */
        ProposalView: components["schemas"]["ProposalCard"] & {
            /** @description May it be adopted, and if not, why? */
            adoptable: components["schemas"]["ProposalAdoptable"];
            /** @description The lines it began from. */
            base: components["schemas"]["ProposalCoverage"];
            /** @description Codes of the buurten that are not as they were. */
            changed: string[];
            /** @description What was looked at. */
            checks: components["schemas"]["ProposalCheck"][];
            /** @description Its lines; none for who has yet to answer its vote, and so are `base`, `checks` and the words of its steps. */
            coverage: components["schemas"]["ProposalCoverage"];
            /** @description Its steps, oldest first. */
            history: components["schemas"]["ProposalStep"][];
            /** @description Codes of the buurten whose lines stay; the neighbours always. */
            locked: string[];
        };
        /** @description The publications of a buurt that are told. */
        PublicationList: {
            /** @description The last one first. */
            publications: components["schemas"]["PublicationRow"][];
        };
        /** @description A publication in a list. */
        PublicationRow: {
            /**
             * Format: int64
             * @description People whose drawing is in it.
             */
            people: number;
            /** @description Its fixed moment (RFC 3339). */
            published_at: string;
            /** @description `provisional`: bands; `shared`: bands and line. */
            state: string;
            /**
             * Format: int64
             * @description Its number in this buurt.
             */
            version: number;
        };
        /** @description One publication. */
        PublicationView: components["schemas"]["Told"] & {
            /** @description Code of the buurt. */
            buurt: string;
            /** @description `provisional`: bands; `shared`: bands and line. */
            state: string;
        };
        /** @description The server can do its work: its database answers. */
        Ready: {
            /** @description How many buurten are in force. */
            buurten: number;
            /** @description Always true; not ready is a 503. */
            ready: boolean;
        };
        /** @description The answer to a finding that came in. */
        Receipt: {
            /** @description Code of the buurt it lies in. */
            buurt?: string | null;
            /** @description Group or item code. */
            category?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `problem`, `idea` or `pearl`; `null` without a category. */
            kind?: string | null;
            /** @description Which photos are here. */
            photos: components["schemas"]["PhotoState"][];
            /** @description Where it is. */
            position: components["schemas"]["Position"];
            /** @description When it came (RFC 3339). */
            received_at: string;
            /** @description SHA-256 of the received bytes, in hexadecimal: the phone forgets its copy when this is what it sent. */
            sha256: string;
            /**
             * Format: uuid
             * @description The walk it belongs to.
             */
            walk?: string | null;
        };
        /** @description How many recognise a border. */
        Recognised: {
            /**
             * Format: int32
             * @description Said almost.
             */
            almost: number;
            /**
             * Format: double
             * @description Lower end of its 95 % interval (Wilson).
             */
            lower: number;
            /**
             * Format: int32
             * @description Said no.
             */
            no: number;
            /**
             * Format: double
             * @description (yes + almost / 2) / n.
             */
            recognition: number;
            /**
             * Format: int32
             * @description Said yes.
             */
            yes: number;
        };
        /** @description How many people live, work or come there. */
        RelationView: {
            /**
             * Format: int64
             * @description At least 10.
             */
            people: number;
            /** @description `lives`, `works` or `visits`. */
            relation: string;
        };
        /** @description A rung of the ladder. */
        Rung: {
            /** @description Its name. */
            name: components["schemas"]["Names"];
            /**
             * Format: int32
             * @description 1 is the lightest.
             */
            rung: number;
        };
        /** @description How safe a place feels, 1 (very unsafe) to 5. A part of the day is left out while fewer than 3 people answered. */
        SafetyView: {
            dark?: components["schemas"]["Felt"] | null;
            day?: components["schemas"]["Felt"] | null;
        };
        /**
         * @description Is it about a place, or about behaviour of people and feeling unsafe?
         * @enum {string}
         */
        Sensitivity: "open" | "personal";
        /** @description A spot with too few people for a place. How many is not told: it is one or two. */
        Signal: {
            /** @description Its middle, `[lon, lat]`. */
            at: number[];
            /** @description Code of its buurt. */
            buurt?: string | null;
            /** @description Local days on which somebody spoke there. */
            days: number;
            /** @description Its findings that the asker may see. */
            finding_ids: string[];
            /** @description Last local day, `YYYY-MM-DD`. */
            last: string;
            /** @description Name in Dutch; never a house number. */
            name: string;
        };
        /** @description A question for a line. */
        Snap: {
            /** @description The arc, by its place in the list. */
            arc: number;
            /** @description `street` or `official`. */
            to: string;
        };
        /** @description How sure the agreement is, and how wide residents differ; two digits. */
        SpreadView: {
            /**
             * Format: double
             * @description Area that three quarters drew by area that half drew, 0 to 1.
             */
            core: number;
            /**
             * Format: double
             * @description Standard error of the agreement, by drawing residents anew out of themselves.
             */
            error: number;
            /**
             * Format: double
             * @description Area that a quarter and not three quarters drew, by area that half drew.
             */
            fringe: number;
            /**
             * Format: double
             * @description One time in ten the agreement of residents drawn anew is below this.
             */
            low: number;
        };
        /** @description Which parts stay where they are. */
        Stays: {
            /**
             * Format: int64
             * @description The revision that was looked at.
             */
            revision: number;
            /**
             * @description Numbers of the loose parts, `part` of their checks, that stay with the buurt that has them; the others are asked
             *     about again. Who wants a part otherwise moves lines.
             */
            stay: number[];
        };
        /** @description A line that could be. */
        Suggestion: {
            /** @description The arc. */
            arc: number;
            /** @description `[lon, lat]`, from the arc's first node to its last. */
            line: number[][];
        };
        /** @description Findings of one group of categories. */
        Theme: {
            /** @description Findings. */
            findings: number;
            /** @description Code of the group; `null` for photos without a category. */
            group?: string | null;
            /** @description People who made them. */
            people: number;
        };
        /** @description How many drawings are enough. */
        Threshold: {
            /**
             * Format: int64
             * @description 10-50, of each changed buurt.
             */
            drawings: number;
            /** @description Why, 1-2000 characters. */
            reason: string;
        };
        /** @description A publication as it leaves the door. */
        Told: {
            /** @description The same in a word: `eens`, `deels` or `betwist`. */
            agreed: string;
            /**
             * Format: double
             * @description Mean likeness of each drawing to the shared shape, 0 to 1.
             */
            agreement: number;
            alarm?: components["schemas"]["Alarm"] | null;
            /** @description FeatureCollection of MultiPolygons, `share` 25, 50 and 75: what at least that part drew, on cells of 10 m. */
            bands: Record<string, never>;
            /** @description FeatureCollection of Polygons with a `number`: where people differ much; from 20 people. */
            contested?: Record<string, never> | null;
            groups?: components["schemas"]["GroupsView"] | null;
            /** @description FeatureCollection of LineStrings: the shared line with `width_m`, `margin` and `confidence`; from 20 people. */
            line?: Record<string, never> | null;
            /** @description How it was reckoned. */
            parameters: Record<string, never>;
            /**
             * Format: int64
             * @description People whose drawing is in it.
             */
            people: number;
            /** @description Its fixed moment (RFC 3339). */
            published_at: string;
            spread?: components["schemas"]["SpreadView"] | null;
            /**
             * Format: int64
             * @description Its number in this buurt.
             */
            version: number;
        };
        /** @description How a place changed in the second half of the window. */
        TrendView: {
            /**
             * Format: int32
             * @description Voices in the first half.
             */
            before?: number | null;
            /** @description `up`, `down`, `same` or `unknown`. */
            direction: string;
            /**
             * Format: int32
             * @description Voices in the second half; absent, with `before`, while 1 or 2 people were heard in one of the halves.
             */
            now?: number | null;
        };
        /** @description One border of a version. */
        VersionBuurt: {
            /**
             * Format: double
             * @description Area in square metres.
             */
            area_m2: number;
            /** @description Code. */
            code: string;
            /** @description Did it come into force then? An official border does not where an adopted one stands. */
            in_force: boolean;
            /** @description `official` or `adopted`. */
            kind: string;
            /** @description Name for people. */
            name: string;
        };
        /** @description All dated versions. */
        VersionList: {
            /** @description Newest first. */
            versions: components["schemas"]["BuurtVersion"][];
        };
        /** @description An adopted proposal. */
        VersionProposal: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Link to the minutes of the decision. */
            minutes?: string | null;
            /** @description What it is called. */
            title: string;
        };
        /** @description Does somebody recognise a border? */
        VoteAnswer: {
            /** @description `yes`, `almost` or `no`. */
            answer: string;
            /** @description `[lon, lat]` where it is wrong. */
            at?: number[] | null;
            /** @description `A` or `B`, as on the ballot. */
            key: string;
        };
        /** @description What a voter hears. */
        VoteReceipt: {
            /** @description Code of the buurt. */
            buurt: string;
            /**
             * Format: uuid
             * @description Id of the vote.
             */
            id: string;
        };
        /** @description What a vote said. */
        VoteResult: {
            /** @description Per buurt whose border changes. */
            buurten: components["schemas"]["BuurtResult"][];
            /** @description When the vote closed (RFC 3339). */
            closed_at?: string | null;
            /**
             * Format: int64
             * @description The version that was voted on.
             */
            version: number;
        };
        /** @description What waits on a phone. */
        Waiting: {
            /**
             * Format: int64
             * @description Findings.
             */
            findings: number;
            /**
             * Format: int64
             * @description Photos.
             */
            photos: number;
        };
        /** @description A walk as its people and its staff see it. */
        WalkPage: components["schemas"]["WalkView"] & {
            /** @description The join code, for who leads it and its staff. */
            code?: string | null;
            /** @description How many findings of it the asker may see; who saw one too adds none. */
            findings: number;
            /** @description The link behind the QR, for the same. */
            link?: string | null;
            /** @description Who walks along, in the order in which they joined. */
            roster: components["schemas"]["MemberView"][];
        };
        /** @description What a walk brought, as far as the asker may see it. */
        WalkSummary: {
            /** @description Around all findings: `[west, south, east, north]`; absent without any. */
            bbox?: number[] | null;
            /** @description Findings. */
            findings: number;
            /** @description Whose phone still has something, as it said last, or promised a photo that is not here. */
            missing: components["schemas"]["Missing"][];
            /** @description People who made them. */
            people: number;
            /** @description From how many phones of the walk we heard that nothing waits there. */
            phones: components["schemas"]["PhoneCount"];
            /** @description Their photos. */
            photos: components["schemas"]["PhotoCount"];
            /** @description By theme, the most findings first. */
            themes: components["schemas"]["Theme"][];
            /** @description The walk. */
            walk: components["schemas"]["WalkView"];
        };
        /** @description A walk as walkers see it. */
        WalkView: {
            /** @description Code of the buurt it goes through. */
            buurt?: string | null;
            /** @description When it ended (RFC 3339). */
            ended_at?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Does this walker lead it? */
            leader: boolean;
            /** @description Did this walker stop, while the others walk on? */
            left: boolean;
            /** @description Where people meet. */
            meeting_point?: string | null;
            /** @description The name this walker chose on this walk. */
            my_name?: string | null;
            /** @description Who organises it, in their own words. */
            organiser?: string | null;
            /** @description This walker's roles: `leader`, `photographer`, `notetaker`, `walker`. */
            roles: string[];
            /** @description When it began (RFC 3339). */
            started_at?: string | null;
            /** @description When it starts (RFC 3339). */
            starts_at: string;
            /** @description `planned`, `walking`, `paused` or `ended`. */
            state: string;
            /** @description Group codes of the categories it looks at; empty is all. */
            themes: string[];
            /** @description What people call it. */
            title: string;
        };
        /** @description Walks, the latest first. */
        Walks: {
            /** @description At most 200. */
            walks: components["schemas"]["PlannedWalk"][];
        };
        /** @description A square of 50 m that at least 3 voters pointed at. */
        WrongPlace: {
            /** @description Its middle, `[lon, lat]`. */
            at: number[];
            /** @description Of which border: `proposed` or `official`. */
            border: string;
            /**
             * Format: int32
             * @description How many pointed there.
             */
            count: number;
        };
        /** @description How many people live there so long. */
        YearsView: {
            /**
             * Format: int64
             * @description From so many years on: 0, 1, 5 or 15, up to the next of them.
             */
            from: number;
            /**
             * Format: int64
             * @description At least 10.
             */
            people: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
