-- A catalogue as 0.1.0 left it: two spreadsheets imported, and what a host said of them.
BEGIN;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (1, 'twogether', 'create_crawling', '2026-11-24 20:35:57.116761+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (2, 'twogether', 'create_catalogue', '2026-11-24 20:35:57.118496+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (3, 'twogether', 'create_host_tables', '2026-11-24 20:35:57.119226+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (4, 'twogether', 'create_search', '2026-11-24 20:35:57.120062+00:00');
CREATE TABLE "sources" (
   "id" TEXT PRIMARY KEY,
   "name" TEXT,
   "kind" TEXT,
   "url" TEXT,
   "adapter" TEXT,
   "timezone" TEXT,
   "locality" TEXT,
   "latitude" REAL,
   "longitude" REAL,
   "expect_at_least" INTEGER,
   "last_run" INTEGER,
   "last_good" TEXT,
   "last_outcome" TEXT,
   "held_back" TEXT
);
INSERT INTO "sources" ("id", "name", "kind", "url", "adapter", "timezone", "locality", "latitude", "longitude", "expect_at_least", "last_run", "last_good", "last_outcome", "held_back") VALUES ('import-grange', 'grange', 'civic', 'https://import.invalid/grange.csv', 'table', 'America/New_York', 'Marietta, OH', NULL, NULL, 0, 1, '2026-03-02T12:00:00+00:00', 'promoted', '');
INSERT INTO "sources" ("id", "name", "kind", "url", "adapter", "timezone", "locality", "latitude", "longitude", "expect_at_least", "last_run", "last_good", "last_outcome", "held_back") VALUES ('import-paper', 'paper', 'civic', 'https://import.invalid/paper.csv', 'table', 'America/New_York', 'Marietta, OH', NULL, NULL, 0, 1, '2026-03-02T12:00:00+00:00', 'promoted', '');
CREATE TABLE "runs" (
   "id" INTEGER PRIMARY KEY,
   "now" TEXT,
   "recording" TEXT,
   "report" TEXT
);
INSERT INTO "runs" ("id", "now", "recording", "report") VALUES (1, '2026-03-02T12:00:00+00:00', 'import', '{"run": 1, "now": "2026-03-02T12:00:00+00:00", "recording": "import", "sources": [{"source": "import-grange", "name": "grange", "fetched": 1, "failed": 0, "parsed": 3, "listings": 3, "occurrences": 3, "set_aside": [], "promoted": true, "held_back": [], "new": 3, "changed": 0, "gone": 0}, {"source": "import-paper", "name": "paper", "fetched": 1, "failed": 0, "parsed": 3, "listings": 3, "occurrences": 3, "set_aside": [], "promoted": true, "held_back": [], "new": 3, "changed": 0, "gone": 0}], "events": 6, "occurrences": 6, "merged": 0, "audiences": {"couples": 2, "couple_friendly": 3, "other": 1}, "totals": {"sources": 2, "promoted": 2, "held_back": 0, "set_aside": 0, "fetched": 2, "failed": 0, "parsed": 6, "listings": 6, "occurrences": 6, "new": 6, "changed": 0, "gone": 0}}');
CREATE TABLE "fetches" (
   "id" INTEGER PRIMARY KEY,
   "run" INTEGER REFERENCES "runs"("id"),
   "source" TEXT,
   "url" TEXT,
   "fetched_at" TEXT,
   "outcome" TEXT,
   "status" INTEGER,
   "size" INTEGER,
   "content_hash" TEXT,
   "detail" TEXT
);
INSERT INTO "fetches" ("id", "run", "source", "url", "fetched_at", "outcome", "status", "size", "content_hash", "detail") VALUES (1, 1, 'import-grange', 'https://import.invalid/grange.csv', '2026-11-24T20:35:53.114181+00:00', 'ok', NULL, 515, '', '');
INSERT INTO "fetches" ("id", "run", "source", "url", "fetched_at", "outcome", "status", "size", "content_hash", "detail") VALUES (2, 1, 'import-paper', 'https://import.invalid/paper.csv', '2026-11-24T20:35:53.114437+00:00', 'ok', NULL, 261, '', '');
CREATE TABLE "listings" (
   "source" TEXT,
   "uid" TEXT,
   "event" TEXT,
   "state" TEXT,
   "name" TEXT,
   "url" TEXT,
   "sequence" INTEGER,
   "missed" INTEGER,
   "first_seen" TEXT,
   "last_seen" TEXT,
   "changed_at" TEXT,
   "content_hash" TEXT,
   "payload" TEXT,
   "raw" TEXT,
   PRIMARY KEY ("source", "uid")
);
INSERT INTO "listings" ("source", "uid", "event", "state", "name", "url", "sequence", "missed", "first_seen", "last_seen", "changed_at", "content_hash", "payload", "raw") VALUES ('import-grange', 'fe1bccbfc20c3143de16', '7833ecc837219ac7', 'live', 'Contra Dance', '', 0, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '4d3e4f025842d440575be047d4f55c46', '{"source":"import-grange","uid":"fe1bccbfc20c3143de16","event":{"name":"Contra Dance","description":"Called by a caller, with a live band. Singles and couples welcome.","organizer":"The Grange","location":{"name":"Long Hall","address":"12 Mill Lane, Marietta, OH 45750"},"offers":[{"evidence":"$12 per person"}]},"occurrences":[{"start_date":"2026-03-07T19:30:00-05:00","end_date":"2026-03-07T22:00:00-05:00"}],"timezone":"America/New_York"}', '{"name": "Contra Dance", "start": "2026-03-07 19:30", "end": "2026-03-07 22:00", "venue": "Long Hall", "address": "12 Mill Lane, Marietta, OH 45750", "price": "$12 per person", "description": "Called by a caller, with a live band. Singles and couples welcome.", "organizer": "The Grange"}');
INSERT INTO "listings" ("source", "uid", "event", "state", "name", "url", "sequence", "missed", "first_seen", "last_seen", "changed_at", "content_hash", "payload", "raw") VALUES ('import-grange', '4637fe083a9641c7043e', '1cc2555bf120e74c', 'live', 'Two at the Wheel', '', 0, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '9d38ee9ff068882bc2855e2502281c3a', '{"source":"import-grange","uid":"4637fe083a9641c7043e","event":{"name":"Two at the Wheel","description":"An evening at the pottery wheel for couples.","organizer":"Clay Barn","location":{"name":"Clay Barn","address":"3 Kiln Road, Marietta, OH 45750"},"offers":[{"evidence":"$90 per couple"}]},"occurrences":[{"start_date":"2026-03-13T18:30:00-04:00","end_date":"2026-03-13T20:30:00-04:00"}],"timezone":"America/New_York"}', '{"name": "Two at the Wheel", "start": "2026-03-13 18:30", "end": "2026-03-13 20:30", "venue": "Clay Barn", "address": "3 Kiln Road, Marietta, OH 45750", "price": "$90 per couple", "description": "An evening at the pottery wheel for couples.", "organizer": "Clay Barn"}');
INSERT INTO "listings" ("source", "uid", "event", "state", "name", "url", "sequence", "missed", "first_seen", "last_seen", "changed_at", "content_hash", "payload", "raw") VALUES ('import-grange', 'ea779377255ef1c3b31a', '297205eb3df7cd46', 'live', 'Soup for Lent', '', 0, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', 'e2145c5c6093703164c91d4da25bb0e9', '{"source":"import-grange","uid":"ea779377255ef1c3b31a","event":{"name":"Soup for Lent","description":"Soup and a short talk. All are welcome.","organizer":"The Chapel","location":{"name":"Chapel Annex"},"offers":[{"evidence":"free"}]},"occurrences":[{"start_date":"2026-03-06T18:00:00-05:00"}],"timezone":"America/New_York"}', '{"name": "Soup for Lent", "start": "2026-03-06 18:00", "end": "", "venue": "Chapel Annex", "address": "", "price": "free", "description": "Soup and a short talk. All are welcome.", "organizer": "The Chapel"}');
INSERT INTO "listings" ("source", "uid", "event", "state", "name", "url", "sequence", "missed", "first_seen", "last_seen", "changed_at", "content_hash", "payload", "raw") VALUES ('import-paper', '4551dacf76045341d9be', '9524fbf1d9e482d6', 'live', 'Contra Dance at the Grange', '', 0, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '5abdd806c5decf7e7209c8199bc8fa35', '{"source":"import-paper","uid":"4551dacf76045341d9be","event":{"name":"Contra Dance at the Grange","location":{"name":"Long Hall","address":"12 Mill Lane, Marietta, OH 45750"},"offers":[{"evidence":"$12"}]},"occurrences":[{"start_date":"2026-03-07T19:30:00-05:00"}],"timezone":"America/New_York"}', '{"name": "Contra Dance at the Grange", "start": "2026-03-07 19:30", "venue": "Long Hall", "address": "12 Mill Lane, Marietta, OH 45750", "price": "$12"}');
INSERT INTO "listings" ("source", "uid", "event", "state", "name", "url", "sequence", "missed", "first_seen", "last_seen", "changed_at", "content_hash", "payload", "raw") VALUES ('import-paper', 'ea779377255ef1c3b31a', '2ffe4b3786d45635', 'live', 'Soup for Lent', '', 0, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '865b34b1bb59c880ee069188b5f70bea', '{"source":"import-paper","uid":"ea779377255ef1c3b31a","event":{"name":"Soup for Lent","location":{"name":"Chapel"},"offers":[{"evidence":"free"}]},"occurrences":[{"start_date":"2026-03-06T18:00:00-05:00"}],"timezone":"America/New_York"}', '{"name": "Soup for Lent", "start": "2026-03-06 18:00", "venue": "Chapel", "address": "", "price": "free"}');
INSERT INTO "listings" ("source", "uid", "event", "state", "name", "url", "sequence", "missed", "first_seen", "last_seen", "changed_at", "content_hash", "payload", "raw") VALUES ('import-paper', 'd70acdaee41f6479f338', '2e5c102505055674', 'live', 'Poetry for Pairs', '', 0, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '22751595f8120a8639557fd14a8bddb9', '{"source":"import-paper","uid":"d70acdaee41f6479f338","event":{"name":"Poetry for Pairs","location":{"name":"Reading Room","address":"1 Front Street, Marietta, OH 45750"},"offers":[{"evidence":"donation"}]},"occurrences":[{"start_date":"2026-03-20T19:00:00-04:00"}],"timezone":"America/New_York"}', '{"name": "Poetry for Pairs", "start": "2026-03-20 19:00", "venue": "Reading Room", "address": "1 Front Street, Marietta, OH 45750", "price": "donation"}');
CREATE TABLE "places" (
   "id" INTEGER PRIMARY KEY,
   "name" TEXT,
   "address" TEXT,
   "locality" TEXT,
   "region" TEXT,
   "postal_code" TEXT,
   "country" TEXT,
   "latitude" REAL,
   "longitude" REAL,
   "precision_km" REAL
);
INSERT INTO "places" ("id", "name", "address", "locality", "region", "postal_code", "country", "latitude", "longitude", "precision_km") VALUES (1, 'Clay Barn', '3 Kiln Road, Marietta, OH 45750', 'Marietta', 'OH', '45750', '', 39.4281, -81.4644, 8.0);
INSERT INTO "places" ("id", "name", "address", "locality", "region", "postal_code", "country", "latitude", "longitude", "precision_km") VALUES (2, 'Chapel Annex', '', 'Marietta', 'OH', '', '', 39.4281, -81.4644, 10.0);
INSERT INTO "places" ("id", "name", "address", "locality", "region", "postal_code", "country", "latitude", "longitude", "precision_km") VALUES (3, 'Long Hall', '12 Mill Lane, Marietta, OH 45750', 'Marietta', 'OH', '45750', '', 39.4281, -81.4644, 8.0);
INSERT INTO "places" ("id", "name", "address", "locality", "region", "postal_code", "country", "latitude", "longitude", "precision_km") VALUES (4, 'Long Hall', '12 Mill Lane, Marietta, OH 45750', 'Marietta', 'OH', '45750', '', 39.4281, -81.4644, 8.0);
INSERT INTO "places" ("id", "name", "address", "locality", "region", "postal_code", "country", "latitude", "longitude", "precision_km") VALUES (5, 'Reading Room', '1 Front Street, Marietta, OH 45750', 'Marietta', 'OH', '45750', '', 39.4281, -81.4644, 8.0);
INSERT INTO "places" ("id", "name", "address", "locality", "region", "postal_code", "country", "latitude", "longitude", "precision_km") VALUES (6, 'Chapel', '', 'Marietta', 'OH', '', '', 39.4281, -81.4644, 10.0);
CREATE TABLE "events" (
   "id" TEXT PRIMARY KEY,
   "source" TEXT REFERENCES "sources"("id"),
   "uid" TEXT,
   "name" TEXT,
   "description" TEXT,
   "url" TEXT,
   "image" TEXT,
   "keywords" TEXT,
   "organizer" TEXT,
   "place" INTEGER REFERENCES "places"("id"),
   "event_status" TEXT,
   "event_attendance_mode" TEXT,
   "typical_age_range" TEXT,
   "in_language" TEXT,
   "timezone" TEXT,
   "price_for_two" REAL,
   "price_currency" TEXT,
   "is_free" INTEGER,
   "hidden" INTEGER,
   "first_seen" TEXT,
   "last_seen" TEXT
);
INSERT INTO "events" ("id", "source", "uid", "name", "description", "url", "image", "keywords", "organizer", "place", "event_status", "event_attendance_mode", "typical_age_range", "in_language", "timezone", "price_for_two", "price_currency", "is_free", "hidden", "first_seen", "last_seen") VALUES ('1cc2555bf120e74c', 'import-grange', '4637fe083a9641c7043e', 'Two at the Wheel', 'An evening at the pottery wheel for couples.', '', '', '[]', 'Clay Barn', 1, 'scheduled', '', '', '', 'America/New_York', 90.0, 'USD', 0, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00');
INSERT INTO "events" ("id", "source", "uid", "name", "description", "url", "image", "keywords", "organizer", "place", "event_status", "event_attendance_mode", "typical_age_range", "in_language", "timezone", "price_for_two", "price_currency", "is_free", "hidden", "first_seen", "last_seen") VALUES ('297205eb3df7cd46', 'import-grange', 'ea779377255ef1c3b31a', 'Soup for Lent', 'Soup and a short talk. All are welcome.', '', '', '[]', 'The Chapel', 2, 'scheduled', '', '', '', 'America/New_York', 0.0, '', 1, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00');
INSERT INTO "events" ("id", "source", "uid", "name", "description", "url", "image", "keywords", "organizer", "place", "event_status", "event_attendance_mode", "typical_age_range", "in_language", "timezone", "price_for_two", "price_currency", "is_free", "hidden", "first_seen", "last_seen") VALUES ('7833ecc837219ac7', 'import-grange', 'fe1bccbfc20c3143de16', 'Contra Dance', 'Called by a caller, with a live band. Singles and couples welcome.', '', '', '[]', 'The Grange', 3, 'scheduled', '', '', '', 'America/New_York', 24.0, 'USD', 0, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00');
INSERT INTO "events" ("id", "source", "uid", "name", "description", "url", "image", "keywords", "organizer", "place", "event_status", "event_attendance_mode", "typical_age_range", "in_language", "timezone", "price_for_two", "price_currency", "is_free", "hidden", "first_seen", "last_seen") VALUES ('9524fbf1d9e482d6', 'import-paper', '4551dacf76045341d9be', 'Contra Dance at the Grange', '', '', '', '[]', '', 4, 'scheduled', '', '', '', 'America/New_York', 24.0, 'USD', 0, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00');
INSERT INTO "events" ("id", "source", "uid", "name", "description", "url", "image", "keywords", "organizer", "place", "event_status", "event_attendance_mode", "typical_age_range", "in_language", "timezone", "price_for_two", "price_currency", "is_free", "hidden", "first_seen", "last_seen") VALUES ('2e5c102505055674', 'import-paper', 'd70acdaee41f6479f338', 'Poetry for Pairs', '', '', '', '[]', '', 5, 'scheduled', '', '', '', 'America/New_York', NULL, '', NULL, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00');
INSERT INTO "events" ("id", "source", "uid", "name", "description", "url", "image", "keywords", "organizer", "place", "event_status", "event_attendance_mode", "typical_age_range", "in_language", "timezone", "price_for_two", "price_currency", "is_free", "hidden", "first_seen", "last_seen") VALUES ('2ffe4b3786d45635', 'import-paper', 'ea779377255ef1c3b31a', 'Soup for Lent', '', '', '', '[]', '', 6, 'scheduled', '', '', '', 'America/New_York', 0.0, '', 1, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00');
CREATE TABLE "occurrences" (
   "id" INTEGER PRIMARY KEY,
   "event" TEXT REFERENCES "events"("id"),
   "source" TEXT,
   "uid" TEXT,
   "start_date" TEXT,
   "end_date" TEXT,
   "all_day" INTEGER,
   "starts_at" REAL,
   "ends_at" REAL,
   "recurrence_id" TEXT,
   "event_status" TEXT,
   "name" TEXT,
   "shown" INTEGER
);
INSERT INTO "occurrences" ("id", "event", "source", "uid", "start_date", "end_date", "all_day", "starts_at", "ends_at", "recurrence_id", "event_status", "name", "shown") VALUES (1, '1cc2555bf120e74c', 'import-grange', '4637fe083a9641c7043e', '2026-03-13T18:30:00-04:00', '2026-03-13T20:30:00-04:00', 0, 1773441000.0, 1773448200.0, '', 'scheduled', '', 1);
INSERT INTO "occurrences" ("id", "event", "source", "uid", "start_date", "end_date", "all_day", "starts_at", "ends_at", "recurrence_id", "event_status", "name", "shown") VALUES (2, '297205eb3df7cd46', 'import-grange', 'ea779377255ef1c3b31a', '2026-03-06T18:00:00-05:00', NULL, 0, 1772838000.0, NULL, '', 'scheduled', '', 1);
INSERT INTO "occurrences" ("id", "event", "source", "uid", "start_date", "end_date", "all_day", "starts_at", "ends_at", "recurrence_id", "event_status", "name", "shown") VALUES (3, '7833ecc837219ac7', 'import-grange', 'fe1bccbfc20c3143de16', '2026-03-07T19:30:00-05:00', '2026-03-07T22:00:00-05:00', 0, 1772929800.0, 1772938800.0, '', 'scheduled', '', 1);
INSERT INTO "occurrences" ("id", "event", "source", "uid", "start_date", "end_date", "all_day", "starts_at", "ends_at", "recurrence_id", "event_status", "name", "shown") VALUES (4, '9524fbf1d9e482d6', 'import-paper', '4551dacf76045341d9be', '2026-03-07T19:30:00-05:00', NULL, 0, 1772929800.0, NULL, '', 'scheduled', '', 1);
INSERT INTO "occurrences" ("id", "event", "source", "uid", "start_date", "end_date", "all_day", "starts_at", "ends_at", "recurrence_id", "event_status", "name", "shown") VALUES (5, '2e5c102505055674', 'import-paper', 'd70acdaee41f6479f338', '2026-03-20T19:00:00-04:00', NULL, 0, 1774047600.0, NULL, '', 'scheduled', '', 1);
INSERT INTO "occurrences" ("id", "event", "source", "uid", "start_date", "end_date", "all_day", "starts_at", "ends_at", "recurrence_id", "event_status", "name", "shown") VALUES (6, '2ffe4b3786d45635', 'import-paper', 'ea779377255ef1c3b31a', '2026-03-06T18:00:00-05:00', NULL, 0, 1772838000.0, NULL, '', 'scheduled', '', 1);
CREATE TABLE "offers" (
   "id" INTEGER PRIMARY KEY,
   "event" TEXT REFERENCES "events"("id"),
   "price" REAL,
   "price_max" REAL,
   "price_currency" TEXT,
   "per" TEXT,
   "is_accessible_for_free" INTEGER,
   "evidence" TEXT
);
INSERT INTO "offers" ("id", "event", "price", "price_max", "price_currency", "per", "is_accessible_for_free", "evidence") VALUES (1, '1cc2555bf120e74c', 90.0, NULL, 'USD', 'couple', 0, '$90 per couple');
INSERT INTO "offers" ("id", "event", "price", "price_max", "price_currency", "per", "is_accessible_for_free", "evidence") VALUES (2, '297205eb3df7cd46', 0.0, NULL, '', NULL, 1, 'free');
INSERT INTO "offers" ("id", "event", "price", "price_max", "price_currency", "per", "is_accessible_for_free", "evidence") VALUES (3, '7833ecc837219ac7', 12.0, NULL, 'USD', 'person', 0, '$12 per person');
INSERT INTO "offers" ("id", "event", "price", "price_max", "price_currency", "per", "is_accessible_for_free", "evidence") VALUES (4, '9524fbf1d9e482d6', 12.0, NULL, 'USD', NULL, 0, '$12');
INSERT INTO "offers" ("id", "event", "price", "price_max", "price_currency", "per", "is_accessible_for_free", "evidence") VALUES (5, '2e5c102505055674', NULL, NULL, '', NULL, NULL, 'donation');
INSERT INTO "offers" ("id", "event", "price", "price_max", "price_currency", "per", "is_accessible_for_free", "evidence") VALUES (6, '2ffe4b3786d45635', 0.0, NULL, '', NULL, 1, 'free');
CREATE TABLE "labels" (
   "event" TEXT PRIMARY KEY REFERENCES "events"("id"),
   "audience" TEXT,
   "p_couples" REAL,
   "p_couple_friendly" REAL,
   "kind" TEXT,
   "interests" TEXT,
   "setting" TEXT,
   "reasons" TEXT,
   "model" TEXT
);
INSERT INTO "labels" ("event", "audience", "p_couples", "p_couple_friendly", "kind", "interests", "setting", "reasons", "model") VALUES ('1cc2555bf120e74c', 'couples', 0.9967, 0.0033, 'class', '["arts_crafts"]', 'secular', '["$90 per couple", "for couples", "at the", "evening", "an evening"]', '3b2f24a8f502');
INSERT INTO "labels" ("event", "audience", "p_couples", "p_couple_friendly", "kind", "interests", "setting", "reasons", "model") VALUES ('297205eb3df7cd46', 'couple_friendly', 0.1387, 0.688, 'social', '["faith", "food_drink"]', 'faith', '["welcome", "soup", "free", "talk", "lent"]', '3b2f24a8f502');
INSERT INTO "labels" ("event", "audience", "p_couples", "p_couple_friendly", "kind", "interests", "setting", "reasons", "model") VALUES ('7833ecc837219ac7', 'couple_friendly', 0.014, 0.9815, 'social', '["dance", "music"]', 'secular', '["welcome", "contra", "hall", "singles", "dance"]', '3b2f24a8f502');
INSERT INTO "labels" ("event", "audience", "p_couples", "p_couple_friendly", "kind", "interests", "setting", "reasons", "model") VALUES ('9524fbf1d9e482d6', 'couple_friendly', 0.005, 0.9838, 'social', '["dance", "music"]', 'secular', '["dance", "hall", "contra", "at the", "lane"]', '3b2f24a8f502');
INSERT INTO "labels" ("event", "audience", "p_couples", "p_couple_friendly", "kind", "interests", "setting", "reasons", "model") VALUES ('2e5c102505055674', 'couples', 0.9475, 0.012, 'performance', '["books", "food_drink"]', 'secular', '["pairs", "for pairs", "street", "room", "donation"]', '3b2f24a8f502');
INSERT INTO "labels" ("event", "audience", "p_couples", "p_couple_friendly", "kind", "interests", "setting", "reasons", "model") VALUES ('2ffe4b3786d45635', 'other', 0.1959, 0.2106, 'social', '["faith", "food_drink"]', 'faith', '[]', '3b2f24a8f502');
CREATE TABLE "merges" (
   "event" TEXT,
   "source" TEXT,
   "uid" TEXT,
   "reason" TEXT,
   PRIMARY KEY ("source", "uid")
);
INSERT INTO "merges" ("event", "source", "uid", "reason") VALUES ('297205eb3df7cd46', 'import-paper', 'ea779377255ef1c3b31a', 'same title and start');
CREATE TABLE "overrides" (
   "id" INTEGER PRIMARY KEY,
   "source" TEXT,
   "uid" TEXT,
   "field" TEXT,
   "value" TEXT,
   "by" TEXT,
   "at" TEXT
);
INSERT INTO "overrides" ("id", "source", "uid", "field", "value", "by", "at") VALUES (1, 'import-grange', '4637fe083a9641c7043e', 'name', 'An Evening at the Wheel', 'Ann', '2026-03-02T13:00:00+00:00');
INSERT INTO "overrides" ("id", "source", "uid", "field", "value", "by", "at") VALUES (2, 'import-paper', 'd70acdaee41f6479f338', 'hidden', '1', 'Ann', '2026-03-02T13:00:00+00:00');
INSERT INTO "overrides" ("id", "source", "uid", "field", "value", "by", "at") VALUES (3, 'import-grange', 'ea779377255ef1c3b31a', 'apart_from', 'import-paper ea779377255ef1c3b31a', 'Ben', '2026-03-02T13:00:00+00:00');
CREATE TABLE "geocodes" (
   "query" TEXT PRIMARY KEY,
   "latitude" REAL,
   "longitude" REAL,
   "precision_km" REAL,
   "at" TEXT
);
INSERT INTO "geocodes" ("query", "latitude", "longitude", "precision_km", "at") VALUES ('12 Mill Lane, Marietta, OH 45750', 39.42, -81.45, 0.05, '2026-03-02T13:00:00+00:00');
CREATE VIRTUAL TABLE events_fts USING fts5(event UNINDEXED, name, description, organizer, keywords, place, tokenize='porter unicode61');
INSERT INTO "events_fts" ("event", "name", "description", "organizer", "keywords", "place") VALUES ('1cc2555bf120e74c', 'Two at the Wheel', 'An evening at the pottery wheel for couples.', 'Clay Barn', '', 'Clay Barn 3 Kiln Road, Marietta, OH 45750');
INSERT INTO "events_fts" ("event", "name", "description", "organizer", "keywords", "place") VALUES ('297205eb3df7cd46', 'Soup for Lent', 'Soup and a short talk. All are welcome.', 'The Chapel', '', 'Chapel Annex ');
INSERT INTO "events_fts" ("event", "name", "description", "organizer", "keywords", "place") VALUES ('7833ecc837219ac7', 'Contra Dance', 'Called by a caller, with a live band. Singles and couples welcome.', 'The Grange', '', 'Long Hall 12 Mill Lane, Marietta, OH 45750');
INSERT INTO "events_fts" ("event", "name", "description", "organizer", "keywords", "place") VALUES ('9524fbf1d9e482d6', 'Contra Dance at the Grange', '', '', '', 'Long Hall 12 Mill Lane, Marietta, OH 45750');
INSERT INTO "events_fts" ("event", "name", "description", "organizer", "keywords", "place") VALUES ('2e5c102505055674', 'Poetry for Pairs', '', '', '', 'Reading Room 1 Front Street, Marietta, OH 45750');
INSERT INTO "events_fts" ("event", "name", "description", "organizer", "keywords", "place") VALUES ('2ffe4b3786d45635', 'Soup for Lent', '', '', '', 'Chapel ');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX "idx_listings_event"
    ON "listings" ("event");
CREATE INDEX "idx_occurrences_starts_at"
    ON "occurrences" ("starts_at");
CREATE INDEX "idx_occurrences_event"
    ON "occurrences" ("event");
CREATE UNIQUE INDEX "idx_overrides_source_uid_field"
    ON "overrides" ("source", "uid", "field");
COMMIT;
