-- Lists and maps are answered from memory: nothing reads findings by time or by buurt from the table any more, and every
-- new finding paid for both.
DROP INDEX finding_by_time;
DROP INDEX finding_by_buurt;
