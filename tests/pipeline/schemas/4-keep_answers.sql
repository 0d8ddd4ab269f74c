-- A catalogue as the version that first kept answers left it: two spreadsheets imported, and what a host said of them.
BEGIN;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (1, 'twogether', 'create_crawling', '2026-11-24 20:36:13.533715+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (2, 'twogether', 'create_catalogue', '2026-11-24 20:36:13.534844+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (3, 'twogether', 'create_host_tables', '2026-11-24 20:36:13.535162+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (4, 'twogether', 'create_search', '2026-11-24 20:36:13.535523+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (5, 'twogether', 'remember_visits', '2026-11-24 20:36:13.536163+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (6, 'twogether', 'match_and_correct', '2026-11-24 20:36:13.537757+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (7, 'twogether', 'keep_answers', '2026-11-24 20:36:13.537941+00:00');
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
, "every" TEXT NOT NULL DEFAULT '', "verified" INTEGER NOT NULL DEFAULT 0, "not_before" TEXT NOT NULL DEFAULT '');
INSERT INTO "sources" ("id", "name", "kind", "url", "adapter", "timezone", "locality", "latitude", "longitude", "expect_at_least", "last_run", "last_good", "last_outcome", "held_back", "every", "verified", "not_before") VALUES ('import-grange', 'grange', 'civic', 'https://import.invalid/grange.csv', 'table', 'America/New_York', 'Marietta, OH', NULL, NULL, 0, 1, '2026-03-02T12:00:00+00:00', 'ok', '', '', 1, '');
INSERT INTO "sources" ("id", "name", "kind", "url", "adapter", "timezone", "locality", "latitude", "longitude", "expect_at_least", "last_run", "last_good", "last_outcome", "held_back", "every", "verified", "not_before") VALUES ('import-paper', 'paper', 'civic', 'https://import.invalid/paper.csv', 'table', 'America/New_York', 'Marietta, OH', NULL, NULL, 0, 1, '2026-03-02T12:00:00+00:00', 'ok', '', '', 1, '');
CREATE TABLE "runs" (
   "id" INTEGER PRIMARY KEY,
   "now" TEXT,
   "recording" TEXT,
   "report" TEXT
);
INSERT INTO "runs" ("id", "now", "recording", "report") VALUES (1, '2026-03-02T12:00:00+00:00', 'import', '{"run": 1, "now": "2026-03-02T12:00:00+00:00", "recording": "import", "sources": [{"source": "import-grange", "name": "grange", "fetched": 1, "failed": 0, "parsed": 3, "listings": 3, "occurrences": 3, "set_aside": [], "outcome": "ok", "promoted": true, "held_back": [], "new": 3, "changed": 0, "gone": 0, "merged": 0, "changes": [{"what": "new", "uid": "fe1bccbfc20c3143de16", "name": "Contra Dance", "fields": [], "why": ""}, {"what": "new", "uid": "4637fe083a9641c7043e", "name": "Two at the Wheel", "fields": [], "why": ""}, {"what": "new", "uid": "ea779377255ef1c3b31a", "name": "Soup for Lent", "fields": [], "why": ""}]}, {"source": "import-paper", "name": "paper", "fetched": 1, "failed": 0, "parsed": 3, "listings": 3, "occurrences": 3, "set_aside": [], "outcome": "ok", "promoted": true, "held_back": [], "new": 3, "changed": 0, "gone": 0, "merged": 2, "changes": [{"what": "new", "uid": "4551dacf76045341d9be", "name": "Contra Dance at the Grange", "fields": [], "why": ""}, {"what": "new", "uid": "ea779377255ef1c3b31a", "name": "Soup for Lent", "fields": [], "why": ""}, {"what": "new", "uid": "d70acdaee41f6479f338", "name": "Poetry for Pairs", "fields": [], "why": ""}, {"what": "merged", "uid": "ea779377255ef1c3b31a", "name": "Soup for Lent", "fields": [], "why": "same start; titles 100% alike; 100% of the shorter title is in the longer; places 100% alike; texts 100% alike"}, {"what": "merged", "uid": "4551dacf76045341d9be", "name": "Contra Dance at the Grange", "fields": [], "why": "same start; 100% of the shorter title is in the longer; places 100% alike; titles 62% alike; texts 62% alike"}]}], "events": 4, "occurrences": 4, "merged": 2, "doubtful": 0, "mended": [], "audiences": {"couples": 1, "couple_friendly": 3}, "shares": {"import-grange": {"events": 3, "audiences": {"couples": 0.3333333333333333, "couple_friendly": 0.6666666666666666, "other": 0.0, "not read": 0.0}, "confidence": 0.9141666666666667}, "import-paper": {"events": 1, "audiences": {"couples": 0.0, "couple_friendly": 1.0, "other": 0.0, "not read": 0.0}, "confidence": 0.5261}}, "drifts": [], "totals": {"sources": 2, "promoted": 2, "held_back": 0, "set_aside": 0, "fetched": 2, "failed": 0, "parsed": 6, "listings": 6, "occurrences": 6, "new": 6, "changed": 0, "gone": 0, "merged": 2}}');
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
INSERT INTO "fetches" ("id", "run", "source", "url", "fetched_at", "outcome", "status", "size", "content_hash", "detail") VALUES (1, 1, 'import-grange', 'https://import.invalid/grange.csv', '2026-11-24T20:36:11.649861+00:00', 'ok', NULL, 515, '', '');
INSERT INTO "fetches" ("id", "run", "source", "url", "fetched_at", "outcome", "status", "size", "content_hash", "detail") VALUES (2, 1, 'import-paper', 'https://import.invalid/paper.csv', '2026-11-24T20:36:11.650241+00:00', 'ok', NULL, 261, '', '');
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
INSERT INTO "listings" ("source", "uid", "event", "state", "name", "url", "sequence", "missed", "first_seen", "last_seen", "changed_at", "content_hash", "payload", "raw") VALUES ('import-paper', '4551dacf76045341d9be', '7833ecc837219ac7', 'live', 'Contra Dance at the Grange', '', 0, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '5abdd806c5decf7e7209c8199bc8fa35', '{"source":"import-paper","uid":"4551dacf76045341d9be","event":{"name":"Contra Dance at the Grange","location":{"name":"Long Hall","address":"12 Mill Lane, Marietta, OH 45750"},"offers":[{"evidence":"$12"}]},"occurrences":[{"start_date":"2026-03-07T19:30:00-05:00"}],"timezone":"America/New_York"}', '{"name": "Contra Dance at the Grange", "start": "2026-03-07 19:30", "venue": "Long Hall", "address": "12 Mill Lane, Marietta, OH 45750", "price": "$12"}');
INSERT INTO "listings" ("source", "uid", "event", "state", "name", "url", "sequence", "missed", "first_seen", "last_seen", "changed_at", "content_hash", "payload", "raw") VALUES ('import-paper', 'ea779377255ef1c3b31a', '297205eb3df7cd46', 'live', 'Soup for Lent', '', 0, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '865b34b1bb59c880ee069188b5f70bea', '{"source":"import-paper","uid":"ea779377255ef1c3b31a","event":{"name":"Soup for Lent","location":{"name":"Chapel"},"offers":[{"evidence":"free"}]},"occurrences":[{"start_date":"2026-03-06T18:00:00-05:00"}],"timezone":"America/New_York"}', '{"name": "Soup for Lent", "start": "2026-03-06 18:00", "venue": "Chapel", "address": "", "price": "free"}');
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
INSERT INTO "places" ("id", "name", "address", "locality", "region", "postal_code", "country", "latitude", "longitude", "precision_km") VALUES (2, 'Chapel', '', 'Marietta', 'OH', '', '', 39.4281, -81.4644, 10.0);
INSERT INTO "places" ("id", "name", "address", "locality", "region", "postal_code", "country", "latitude", "longitude", "precision_km") VALUES (3, 'Long Hall', '12 Mill Lane, Marietta, OH 45750', 'Marietta', 'OH', '45750', '', 39.4281, -81.4644, 8.0);
INSERT INTO "places" ("id", "name", "address", "locality", "region", "postal_code", "country", "latitude", "longitude", "precision_km") VALUES (4, 'Reading Room', '1 Front Street, Marietta, OH 45750', 'Marietta', 'OH', '45750', '', 39.4281, -81.4644, 8.0);
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
, "origin" TEXT NOT NULL DEFAULT '{}', "schedule" TEXT NOT NULL DEFAULT '');
INSERT INTO "events" ("id", "source", "uid", "name", "description", "url", "image", "keywords", "organizer", "place", "event_status", "event_attendance_mode", "typical_age_range", "in_language", "timezone", "price_for_two", "price_currency", "is_free", "hidden", "first_seen", "last_seen", "origin", "schedule") VALUES ('1cc2555bf120e74c', 'import-grange', '4637fe083a9641c7043e', 'Two at the Wheel', 'An evening at the pottery wheel for couples.', '', '', '[]', 'Clay Barn', 1, 'scheduled', '', '', 'en', 'America/New_York', 90.0, 'USD', 0, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '{}', '');
INSERT INTO "events" ("id", "source", "uid", "name", "description", "url", "image", "keywords", "organizer", "place", "event_status", "event_attendance_mode", "typical_age_range", "in_language", "timezone", "price_for_two", "price_currency", "is_free", "hidden", "first_seen", "last_seen", "origin", "schedule") VALUES ('297205eb3df7cd46', 'import-grange', 'ea779377255ef1c3b31a', 'Soup for Lent', 'Soup and a short talk. All are welcome.', '', '', '[]', 'The Chapel', 2, 'scheduled', '', '', 'en', 'America/New_York', 0.0, '', 1, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '{"location": "import-paper"}', '');
INSERT INTO "events" ("id", "source", "uid", "name", "description", "url", "image", "keywords", "organizer", "place", "event_status", "event_attendance_mode", "typical_age_range", "in_language", "timezone", "price_for_two", "price_currency", "is_free", "hidden", "first_seen", "last_seen", "origin", "schedule") VALUES ('7833ecc837219ac7', 'import-grange', 'fe1bccbfc20c3143de16', 'Contra Dance', 'Called by a caller, with a live band. Singles and couples welcome.', '', '', '[]', 'The Grange', 3, 'scheduled', '', '', 'en', 'America/New_York', 24.0, 'USD', 0, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '{}', '');
INSERT INTO "events" ("id", "source", "uid", "name", "description", "url", "image", "keywords", "organizer", "place", "event_status", "event_attendance_mode", "typical_age_range", "in_language", "timezone", "price_for_two", "price_currency", "is_free", "hidden", "first_seen", "last_seen", "origin", "schedule") VALUES ('2e5c102505055674', 'import-paper', 'd70acdaee41f6479f338', 'Poetry for Pairs', '', '', '', '[]', '', 4, 'scheduled', '', '', '', 'America/New_York', NULL, '', NULL, 0, '2026-03-02T12:00:00+00:00', '2026-03-02T12:00:00+00:00', '{}', '');
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
, "door_time" TEXT, "nights" INTEGER NOT NULL DEFAULT 0);
INSERT INTO "occurrences" ("id", "event", "source", "uid", "start_date", "end_date", "all_day", "starts_at", "ends_at", "recurrence_id", "event_status", "name", "shown", "door_time", "nights") VALUES (1, '1cc2555bf120e74c', 'import-grange', '4637fe083a9641c7043e', '2026-03-13T18:30:00-04:00', '2026-03-13T20:30:00-04:00', 0, 1773441000.0, 1773448200.0, '', 'scheduled', '', 1, NULL, 0);
INSERT INTO "occurrences" ("id", "event", "source", "uid", "start_date", "end_date", "all_day", "starts_at", "ends_at", "recurrence_id", "event_status", "name", "shown", "door_time", "nights") VALUES (2, '297205eb3df7cd46', 'import-grange', 'ea779377255ef1c3b31a', '2026-03-06T18:00:00-05:00', NULL, 0, 1772838000.0, NULL, '', 'scheduled', '', 1, NULL, 0);
INSERT INTO "occurrences" ("id", "event", "source", "uid", "start_date", "end_date", "all_day", "starts_at", "ends_at", "recurrence_id", "event_status", "name", "shown", "door_time", "nights") VALUES (3, '297205eb3df7cd46', 'import-paper', 'ea779377255ef1c3b31a', '2026-03-06T18:00:00-05:00', NULL, 0, 1772838000.0, NULL, '', 'scheduled', '', 0, NULL, 0);
INSERT INTO "occurrences" ("id", "event", "source", "uid", "start_date", "end_date", "all_day", "starts_at", "ends_at", "recurrence_id", "event_status", "name", "shown", "door_time", "nights") VALUES (4, '7833ecc837219ac7', 'import-grange', 'fe1bccbfc20c3143de16', '2026-03-07T19:30:00-05:00', '2026-03-07T22:00:00-05:00', 0, 1772929800.0, 1772938800.0, '', 'scheduled', '', 1, NULL, 0);
INSERT INTO "occurrences" ("id", "event", "source", "uid", "start_date", "end_date", "all_day", "starts_at", "ends_at", "recurrence_id", "event_status", "name", "shown", "door_time", "nights") VALUES (5, '7833ecc837219ac7', 'import-paper', '4551dacf76045341d9be', '2026-03-07T19:30:00-05:00', NULL, 0, 1772929800.0, NULL, '', 'scheduled', 'Contra Dance at the Grange', 0, NULL, 0);
INSERT INTO "occurrences" ("id", "event", "source", "uid", "start_date", "end_date", "all_day", "starts_at", "ends_at", "recurrence_id", "event_status", "name", "shown", "door_time", "nights") VALUES (6, '2e5c102505055674', 'import-paper', 'd70acdaee41f6479f338', '2026-03-20T19:00:00-04:00', NULL, 0, 1774047600.0, NULL, '', 'scheduled', '', 1, NULL, 0);
CREATE TABLE "offers" (
   "id" INTEGER PRIMARY KEY,
   "event" TEXT REFERENCES "events"("id"),
   "price" REAL,
   "price_max" REAL,
   "price_currency" TEXT,
   "per" TEXT,
   "is_accessible_for_free" INTEGER,
   "evidence" TEXT
, "eligible" TEXT NOT NULL DEFAULT '', "valid_through" TEXT);
INSERT INTO "offers" ("id", "event", "price", "price_max", "price_currency", "per", "is_accessible_for_free", "evidence", "eligible", "valid_through") VALUES (1, '1cc2555bf120e74c', 90.0, NULL, 'USD', 'couple', 0, '$90 per couple', '', NULL);
INSERT INTO "offers" ("id", "event", "price", "price_max", "price_currency", "per", "is_accessible_for_free", "evidence", "eligible", "valid_through") VALUES (2, '297205eb3df7cd46', 0.0, NULL, '', NULL, 1, 'free', '', NULL);
INSERT INTO "offers" ("id", "event", "price", "price_max", "price_currency", "per", "is_accessible_for_free", "evidence", "eligible", "valid_through") VALUES (3, '7833ecc837219ac7', 12.0, NULL, 'USD', 'person', 0, '$12 per person', '', NULL);
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
INSERT INTO "labels" ("event", "audience", "p_couples", "p_couple_friendly", "kind", "interests", "setting", "reasons", "model") VALUES ('1cc2555bf120e74c', 'couples', 0.9999, 0.0001, 'class', '["arts_crafts"]', 'secular', '["$90 per couple", "for couples", "evening", "Kiln"]', 'bb703630b41f');
INSERT INTO "labels" ("event", "audience", "p_couples", "p_couple_friendly", "kind", "interests", "setting", "reasons", "model") VALUES ('297205eb3df7cd46', 'couple_friendly', 0.0368, 0.8166, 'service', '["faith"]', 'faith', '["welcome", "Soup", "free", "welcome. free", "Lent"]', 'bb703630b41f');
INSERT INTO "labels" ("event", "audience", "p_couples", "p_couple_friendly", "kind", "interests", "setting", "reasons", "model") VALUES ('7833ecc837219ac7', 'couple_friendly', 0.0737, 0.926, 'social', '["dance", "music"]', 'secular', '["Contra", "band", "Singles", "Singles and couples", "welcome"]', 'bb703630b41f');
INSERT INTO "labels" ("event", "audience", "p_couples", "p_couple_friendly", "kind", "interests", "setting", "reasons", "model") VALUES ('2e5c102505055674', 'couple_friendly', 0.5261, 0.4571, 'performance', '["books"]', 'secular', '["Poetry", "Street", "Reading", "Pairs"]', 'bb703630b41f');
CREATE TABLE "merges" (
   "event" TEXT,
   "source" TEXT,
   "uid" TEXT,
   "reason" TEXT, "p_same" REAL,
   PRIMARY KEY ("source", "uid")
);
INSERT INTO "merges" ("event", "source", "uid", "reason", "p_same") VALUES ('297205eb3df7cd46', 'import-paper', 'ea779377255ef1c3b31a', 'same start; titles 100% alike; 100% of the shorter title is in the longer; places 100% alike; texts 100% alike', 0.998440298650926);
INSERT INTO "merges" ("event", "source", "uid", "reason", "p_same") VALUES ('7833ecc837219ac7', 'import-paper', '4551dacf76045341d9be', 'same start; 100% of the shorter title is in the longer; places 100% alike; titles 62% alike; texts 62% alike', 9.87625718232754246095e-01);
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
INSERT INTO "events_fts" ("event", "name", "description", "organizer", "keywords", "place") VALUES ('297205eb3df7cd46', 'Soup for Lent', 'Soup and a short talk. All are welcome.', 'The Chapel', '', 'Chapel ');
INSERT INTO "events_fts" ("event", "name", "description", "organizer", "keywords", "place") VALUES ('7833ecc837219ac7', 'Contra Dance', 'Called by a caller, with a live band. Singles and couples welcome.', 'The Grange', '', 'Long Hall 12 Mill Lane, Marietta, OH 45750');
INSERT INTO "events_fts" ("event", "name", "description", "organizer", "keywords", "place") VALUES ('2e5c102505055674', 'Poetry for Pairs', '', '', '', 'Reading Room 1 Front Street, Marietta, OH 45750');
CREATE TABLE "pages" (
   "source" TEXT,
   "url" TEXT,
   "reader" TEXT,
   "etag" TEXT,
   "last_modified" TEXT,
   "content_hash" TEXT,
   "uids" TEXT,
   "links" TEXT,
   PRIMARY KEY ("source", "url")
);
INSERT INTO "pages" ("source", "url", "reader", "etag", "last_modified", "content_hash", "uids", "links") VALUES ('import-grange', 'https://import.invalid/grange.csv', 'table', '"e1"', '', '00ff', '[]', '[]');
CREATE TABLE "facets" (
   "event" TEXT REFERENCES "events"("id"),
   "name" TEXT,
   "value" TEXT,
   "evidence" TEXT,
   PRIMARY KEY ("event", "name")
);
INSERT INTO "facets" ("event", "name", "value", "evidence") VALUES ('1cc2555bf120e74c', 'sold_out', 'true', 'sold out');
CREATE TABLE "doubts" (
   "a_event" TEXT,
   "a_source" TEXT,
   "a_uid" TEXT,
   "b_event" TEXT,
   "b_source" TEXT,
   "b_uid" TEXT,
   "p_same" REAL,
   "reasons" TEXT,
   PRIMARY KEY ("a_source", "a_uid", "b_source", "b_uid")
);
INSERT INTO "doubts" ("a_event", "a_source", "a_uid", "b_event", "b_source", "b_uid", "p_same", "reasons") VALUES ('1cc2555bf120e74c', 'import-grange', '4637fe083a9641c7043e', '2e5c102505055674', 'import-paper', 'd70acdaee41f6479f338', 0.41, '["same evening"]');
CREATE TABLE "corrections" (
   "id" INTEGER PRIMARY KEY,
   "source" TEXT,
   "uid" TEXT,
   "field" TEXT,
   "value" TEXT,
   "replaced" TEXT,
   "by" TEXT,
   "at" TEXT
);
INSERT INTO "corrections" ("id", "source", "uid", "field", "value", "replaced", "by", "at") VALUES (1, 'import-grange', '4637fe083a9641c7043e', 'name', 'An Evening at the Wheel', 'Two at the Wheel', 'Ann', '2026-03-02T13:00:00+00:00');
INSERT INTO "corrections" ("id", "source", "uid", "field", "value", "replaced", "by", "at") VALUES (2, 'import-paper', 'd70acdaee41f6479f338', 'hidden', '1', '0', 'Ann', '2026-03-02T13:00:00+00:00');
CREATE TABLE "rulings" (
   "id" INTEGER PRIMARY KEY,
   "a_source" TEXT,
   "a_uid" TEXT,
   "b_source" TEXT,
   "b_uid" TEXT,
   "verdict" TEXT,
   "by" TEXT,
   "at" TEXT
);
INSERT INTO "rulings" ("id", "a_source", "a_uid", "b_source", "b_uid", "verdict", "by", "at") VALUES (1, 'import-grange', 'ea779377255ef1c3b31a', 'import-paper', 'ea779377255ef1c3b31a', 'apart', 'Ben', '2026-03-02T13:00:00+00:00');
CREATE TABLE "answers" (
   "source" TEXT,
   "uid" TEXT,
   "title" TEXT,
   "description" TEXT,
   "organizer" TEXT,
   "venue" TEXT,
   "price_text" TEXT,
   "audience_text" TEXT,
   "audience" TEXT,
   "kind" TEXT,
   "interests" TEXT,
   "setting" TEXT,
   "by" TEXT,
   "at" TEXT,
   PRIMARY KEY ("source", "uid")
);
INSERT INTO "answers" ("source", "uid", "title", "description", "organizer", "venue", "price_text", "audience_text", "audience", "kind", "interests", "setting", "by", "at") VALUES ('import-grange', '4637fe083a9641c7043e', 'Two at the Wheel', 'An evening at the pottery wheel for couples.', 'Clay Barn', 'Clay Barn', '$90 per couple', '', 'couples', 'class', '["arts"]', 'secular', 'Ann', '2026-03-02T13:00:00+00:00');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX "idx_listings_event"
    ON "listings" ("event");
CREATE INDEX "idx_occurrences_starts_at"
    ON "occurrences" ("starts_at");
CREATE INDEX "idx_occurrences_event"
    ON "occurrences" ("event");
CREATE INDEX "idx_occurrences_source_uid"
    ON "occurrences" ("source", "uid");
CREATE INDEX "idx_corrections_source_uid_field"
    ON "corrections" ("source", "uid", "field");
COMMIT;
