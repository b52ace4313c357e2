using System.Diagnostics;
using Spectre.Console;

namespace Pipeline.Local.Hosting;

/// <summary>What the verbs print: colours, tables and moving bars on a terminal, plain lines into a file, a pipe or a build log.</summary>
internal static class Terminal
{
    private static readonly TimeSpan PlainProgressInterval = TimeSpan.FromSeconds(5);

    public static bool IsInteractive { get; } = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive && AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>One line, in one of the few styles below; the terminal wraps it, so that an address in it stays whole.</summary>
    public static void Line(string text, string style = "")
    {
        var code = style switch { "bold" => 1, "red" => 31, "green" => 32, "yellow" => 33, _ => 0 };
        Console.Out.WriteLine(IsInteractive && code != 0 ? $"\e[{code}m{text}\e[0m" : text);
    }

    public static void Error(string text) => Console.Error.WriteLine(text);

    /// <summary>
    /// A table where the terminal is wide enough to leave every cell whole; on a narrower one two lines a row, the last cell (an
    /// address) on the second; elsewhere one line a row, its cells two blanks apart.
    /// </summary>
    public static void Table(IReadOnlyList<string> columns, IReadOnlyList<string[]> rows)
    {
        var width = columns.Select((column, i) => Math.Max(column.Length, rows.Max(r => r[i].Length)) + 3).Sum() + 1;
        if (!IsInteractive || width > AnsiConsole.Profile.Width)
        {
            foreach (var row in rows)
                Console.Out.WriteLine($"  {string.Join("  ", row.SkipLast(1).Where(cell => cell.Length > 0))}{(IsInteractive ? "\n    " : "  ")}{row[^1]}");
            return;
        }
        var table = new Table().Border(TableBorder.Rounded).BorderStyle(new Style(Color.Grey));
        foreach (var column in columns) table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))).NoWrap());
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        AnsiConsole.Write(table);
    }

    /// <summary>Runs work that tells how far it is (done, total), with a bar on a terminal and a line every few seconds elsewhere.</summary>
    public static async Task<T> WithProgressAsync<T>(string label, Func<Action<int, int>, Task<T>> work)
    {
        if (!IsInteractive) return await work(PlainProgress(label));
        return await AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(label), maxValue: 1);
                bar.IsIndeterminate = true;
                return await work((done, total) =>
                {
                    bar.IsIndeterminate = total == 0;
                    bar.MaxValue = Math.Max(1, total);
                    bar.Value = done;
                    bar.Description = Markup.Escape($"{label} {done} of {total}");
                });
            });
    }

    public static string Seconds(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => $"{time.TotalMilliseconds:F0} ms",
        < 100 => $"{time.TotalSeconds:F1} s",
        _ => $"{time.TotalSeconds:F0} s",
    };

    private static Action<int, int> PlainProgress(string label)
    {
        var clock = Stopwatch.StartNew();
        var next = PlainProgressInterval;
        var gate = new Lock();
        return (done, total) =>
        {
            lock (gate)
            {
                if (clock.Elapsed < next) return;
                next = clock.Elapsed + PlainProgressInterval;
                Console.Out.WriteLine($"  {label} {done} of {total} …");
            }
        };
    }
}

/// <summary>The steps of a start: each prints one line with its time when it is done.</summary>
internal sealed class Steps
{
    private readonly Stopwatch total = Stopwatch.StartNew();

    public TimeSpan Elapsed => total.Elapsed;

    /// <summary>Runs a step; <paramref name="describe"/> says in a few words what came of it.</summary>
    public static async Task<T> RunAsync<T>(string name, Func<Task<T>> step, Func<T, string> describe)
    {
        var clock = Stopwatch.StartNew();
        var result = await step();
        Terminal.Line($"  {name,-10} {describe(result),-58} {Terminal.Seconds(clock.Elapsed),8}");
        return result;
    }
}
