/** How long it is by now, as one says it to somebody who must hurry: 不到1分钟, 12分钟, 3小时5分, 2天4小时. */
export function sinceText(from: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(from)) / 60_000));
  if (minutes < 1) return "不到1分钟";
  if (minutes < 60) return `${minutes}分钟`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours}小时` : `${hours}小时${minutes % 60}分`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days}天` : `${days}天${hours % 24}小时`;
}

/** A length in minutes. */
export const lengthText = (minutes: number): string => sinceText(new Date(0).toISOString(), minutes * 60_000);

/** Whether something that is still to be done is past the hours that the policy gives for it; 0 is at once. */
export const isLate = (from: string, hours: number, now: number): boolean => now - Date.parse(from) > hours * 3_600_000;
