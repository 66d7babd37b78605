-- Whoever opens what is sealed without being on the case is made known at once, in the same transaction: the application
-- raises this one alert itself, of its own area and nothing else; all others are found by the watch (0013).
create policy trace_alert_add on trace_alert for insert
  with check (
    rule = 'break_glass' and area >= nullif(current_setting('app.area_lo', true), '')
    and area < nullif(current_setting('app.area_hi', true), '')
  );
grant insert on trace_alert to tonghu_app;
