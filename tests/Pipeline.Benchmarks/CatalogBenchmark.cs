using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using Pipeline.Local.Development;
using Pipeline.Publishing;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Storage;

namespace Pipeline.Benchmarks;

/// <summary>What a catalog of many made-up documents takes: memory, start, lists, facets, changes, and how soon others see a commit.</summary>
internal static class CatalogBenchmark
{
    private const int Small = 10_000;
    private const int KeptPause = 16;

    public static async Task<int> RunAsync(int count)
    {
        if (GCSettings.LatencyMode == GCLatencyMode.Batch)
        {
            // As the hosts run: with a collector that works beside the program and keeps little of what it freed.
            using var child = Process.Start(new ProcessStartInfo(ThisProgram.Path, ["catalog", Number(count)]) { Environment = { ["DOTNET_gcConcurrent"] = "1", ["DOTNET_GCConserveMemory"] = "7" } })!;
            await child.WaitForExitAsync();
            return child.ExitCode;
        }
        await using var azurite = await Azurite.StartAsync(dataFolder: null, preferUsualPorts: false, CancellationToken.None);
        Console.WriteLine($"{count:N0} made-up documents; times within the process are processor time, those with storage by the clock");
        foreach (var line in await ChildAsync("catalog-make", azurite.ConnectionString, Number(count))) Console.WriteLine($"  {line}");

        var storage = PipelineStorage.Connect(azurite.ConnectionString, new PipelineOptions());
        using var feed = new CatalogFeed(storage, TimeProvider.System);
        var clock = Stopwatch.StartNew();
        await feed.RefreshAsync(CancellationToken.None);
        var first = feed.Current.Query(new CatalogQuery { Regions = ["africa"] });
        Print("start: stored catalog read from Azurite, first page served", $"{clock.Elapsed.TotalSeconds:F2} s", $"{first.Total:N0} documents of Africa");
        Print("resident memory then", Resident("VmRSS"), $"highest so far {Resident("VmHWM")}; {GC.GetTotalMemory(false) >> 20} MB on the heap");

        RegionPages(feed.Current);
        Combinations(feed.Current);
        FirstPages(feed.Current, shown: 3);
        Harvest(feed.Current, count);
        await ChangesAsync(feed, storage, count);
        Print("resident memory in the end", Resident("VmRSS"), $"highest so far {Resident("VmHWM")}; {GC.GetTotalMemory(false) >> 20} MB on the heap, {GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes >> 20} MB committed");
        await VisibilityAsync(azurite.ConnectionString, storage, count);
        return 0;
    }

    /// <summary>The first pages of lists alone, in a catalog that is made in this process.</summary>
    public static int Lists(int count)
    {
        var catalog = CatalogSnapshot.Of([]);
        foreach (var batch in SyntheticCatalog.Make(count).Chunk(50_000)) catalog = catalog.With(batch);
        FirstPages(catalog.Settle().Merge(), shown: int.MaxValue);
        return 0;
    }

    /// <summary>Stores the catalog, in a process of its own that may use as much memory as it likes.</summary>
    public static async Task<int> MakeAsync(string connection, int count)
    {
        var storage = PipelineStorage.Connect(connection, new PipelineOptions());
        await storage.CreateAsync(CancellationToken.None);
        var clock = Stopwatch.StartNew();
        var snapshot = CatalogSnapshot.Of([]);
        foreach (var batch in SyntheticCatalog.Make(count).Chunk(50_000)) snapshot = snapshot.With(batch);
        Print("made and indexed, 50,000 at a time", $"{clock.Elapsed.TotalSeconds:F1} s", "");
        clock.Restart();
        snapshot = snapshot.Settle().Merge();
        Print("merged into one segment", $"{clock.Elapsed.TotalSeconds:F1} s", "in the background while serving");
        clock.Restart();
        await new SnapshotBlob(storage).WriteAsync(DateTimeOffset.UtcNow, snapshot, CancellationToken.None);
        var size = (await storage.Catalog.GetBlobClient(SnapshotBlob.Name).GetPropertiesAsync()).Value.ContentLength;
        Print("stored", $"{clock.Elapsed.TotalSeconds:F1} s", $"{size / 1e6:F0} MB");
        return 0;
    }

    /// <summary>Another process with the same catalog: says when it sees a document that the input names.</summary>
    public static async Task<int> WatchAsync(string connection)
    {
        using var feed = new CatalogFeed(PipelineStorage.Connect(connection, new PipelineOptions()), TimeProvider.System);
        using var stop = new CancellationTokenSource();
        await feed.RefreshAsync(CancellationToken.None);
        var running = feed.RunAsync(stop.Token);
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync(CancellationToken.None) is { } id)
        {
            while (feed.Current.Find(id) is null) await Task.Delay(5, CancellationToken.None);
            Console.WriteLine(id);
        }
        await stop.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        return 0;
    }

    private static void RegionPages(CatalogSnapshot catalog)
    {
        var regions = catalog.RegionCounts.Keys.Order(StringComparer.Ordinal).ToArray();
        var times = new List<double>();
        for (var i = 0; i < 20 * regions.Length; i++) times.Add(Work(() => WithFacets(catalog, new CatalogQuery { Regions = [regions[i % regions.Length]], Limit = 30 })));
        Print("region page with facets, as asked again and again", Percentiles(times), $"{regions.Length} regions; the first time {times.Take(regions.Length).Max():F2} ms at most");
    }

    private static void Combinations(CatalogSnapshot catalog)
    {
        var small = CatalogSnapshot.Of(SyntheticCatalog.Make(Small));
        var queries = Combinations(catalog, new Random(7), 400).ToList();
        foreach (var (name, limit, ask) in new (string, int, Action<CatalogSnapshot, CatalogQuery>)[] { ("first page", 50, (c, q) => c.Query(q)), ("facets", 0, WithFacets) })
        {
            // The code itself is compiled before; no combination was asked for.
            foreach (var query in Combinations(small, new Random(8), 100)) ask(small, query with { Limit = limit });
            var times = queries.ConvertAll(q => Work(() => ask(catalog, q with { Limit = limit })));
            Print($"{name} of any combination, first time asked", Percentiles(times), $"highest {times.Max():F2} ms of {times.Count}");
        }
        double Again(CatalogSnapshot asked, CatalogQuery query) => Statistics.Median(Enumerable.Range(0, 21).Select(_ => Work(() => asked.Query(query))));
        var ratios = queries.ConvertAll(q => Again(catalog, q) / Again(small, q));
        Print($"first page of any combination, asked again, beside {Small:N0}", $"{Statistics.Median(ratios):F2} times", $"highest {ratios.Max():F1} of {ratios.Count}; {ratios.Count(r => r <= 3)} at most 3 times");
    }

    private static IEnumerable<CatalogQuery> Combinations(CatalogSnapshot catalog, Random random, int count)
    {
        string Any(string field) => catalog.Query(new CatalogQuery { Limit = 0 }).Facets[field] is var values ? values[random.Next(values.Count)].Value : "";
        for (var i = 0; i < count; i++)
        {
            yield return new CatalogQuery
            {
                Regions = random.Next(2) == 0 ? [Any("region")] : [],
                Kinds = random.Next(2) == 0 ? [(DocumentKind)random.Next(4), DocumentKind.News] : [],
                Countries = random.Next(3) == 0 ? [.. Enumerable.Range(0, 5).Select(_ => Any("country"))] : [],
                Languages = random.Next(2) == 0 ? [Any("language"), Any("language")] : [],
                Events = random.Next(8) == 0 ? [Any("event")] : [],
                From = random.Next(2) == 0 ? Number(1995 + random.Next(15)) : null,
                To = random.Next(2) == 0 ? $"{2011 + random.Next(14)}-0{1 + random.Next(9)}" : null,
                Text = random.Next(4) == 0 ? new[] { "statement", "wat", "delegation coalition", "nigeria rivers", "déclaration" }[random.Next(5)] : null,
            };
        }
    }

    /// <summary>Pages of a hundred in the order of commits, from any place on, of everything and of sets large and small.</summary>
    private static void Harvest(CatalogSnapshot catalog, int count)
    {
        Print("harvest: the first page, for which commits are sorted", $"{Work(() => Page(new CatalogQuery(), null)):F1} ms", "once for each large merge");
        var places = Enumerable.Range(0, 200).Select(i => SyntheticCatalog.Make(i * (count / 200), count)).Select(d => new CommitPlace(d.CommittedAt, d.Id)).ToArray();
        foreach (var (name, query) in new[] { ("all", new CatalogQuery()), ("africa", new CatalogQuery { Regions = ["africa"] }), ("polynesia", new CatalogQuery { Regions = ["polynesia"] }), ("letters", new CatalogQuery { Kinds = [DocumentKind.Letter] }) })
        {
            Print($"harvest: a page of {name}", Percentiles([.. places.Select(p => Work(() => Page(query, p)))]), $"{Page(query, null).Total:N0} records");
            Print("harvest: the same from a datestamp on", Percentiles([.. places.Select(p => Work(() => catalog.Commits(query, p.At, DateTimeOffset.MaxValue, null, 100)))]), "");
        }

        CommitPage Page(CatalogQuery query, CommitPlace? after) => catalog.Commits(query, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, after, 100);
    }

    private static void FirstPages(CatalogSnapshot large, int shown)
    {
        var small = CatalogSnapshot.Of(SyntheticCatalog.Make(Small));
        var events = new[] { large, small }.Select(c => c.Query(new CatalogQuery { Limit = 0 }).Facets["event"][0].Value).ToArray();
        var lists = new List<(string Name, Func<int, CatalogQuery> Query)>
        {
            ("all", _ => new CatalogQuery()),
            ("event", i => new CatalogQuery { Events = [events[i]] }),
            ("kind=letter", _ => new CatalogQuery { Kinds = [DocumentKind.Letter] }),
            ("language=zh", _ => new CatalogQuery { Languages = ["zh"] }),
            ("from=2001&to=2009", _ => new CatalogQuery { From = "2001", To = "2009" }),
            ("region&kind&language&from", _ => new CatalogQuery { Regions = ["asia"], Kinds = [DocumentKind.Statement], Languages = ["fr", "ar"], From = "2004" }),
            ("q=water", _ => new CatalogQuery { Text = "water" }),
            ("q=statement", _ => new CatalogQuery { Text = "statement" }),
            ("q=statement by nigeria", _ => new CatalogQuery { Text = "statement by nigeria" }),
            ("q=sta", _ => new CatalogQuery { Text = "sta" }),
            ("q=la delegación pide", _ => new CatalogQuery { Text = "la delegación pide" }),
            ("q=代表团", _ => new CatalogQuery { Text = "代表团" }),
            ("q=wat", _ => new CatalogQuery { Text = "wat" }),
            ("q=nigeria", _ => new CatalogQuery { Text = "nigeria" }),
            ("q=nigeria rivers", _ => new CatalogQuery { Text = "nigeria rivers" }),
            ("q=xylophone", _ => new CatalogQuery { Text = "xylophone" }),
            ("organization=EU", _ => new CatalogQuery { Organizations = ["EU"] }),
            ("speaker", _ => new CatalogQuery { Speakers = [SyntheticCatalog.Person(31)] }),
            ("country=NGA&country=ZWE&kind=letter", _ => new CatalogQuery { Countries = ["NGA", "ZWE"], Kinds = [DocumentKind.Letter] }),
        };
        foreach (var region in new[] { "africa", "western-africa", "oceania", "polynesia", "un-african-group", "world", "organizations" }) lists.Add(($"region={region}", _ => new CatalogQuery { Regions = [region] }));
        foreach (var country in new[] { "AFG", "NGA", "ZWE" }) lists.Add(($"country={country}", _ => new CatalogQuery { Countries = [country] }));
        foreach (var (name, query) in lists.ToArray()) lists.Add((name + "&sort=title", i => query(i) with { Order = CatalogOrder.Title }));

        Compare("first page of a list, asked again", afresh: false, (catalog, query) => catalog.Query(query));
        Compare("first page of a list with facets, asked again", afresh: false, WithFacets);
        Compare("first page of a list, first time asked", afresh: true, (catalog, query) => catalog.Query(query));
        Compare("first page of a list with facets, first time asked", afresh: true, WithFacets);

        void Compare(string what, bool afresh, Action<CatalogSnapshot, CatalogQuery> ask)
        {
            // The first round compiles the code: a page is asked for in microseconds, and compiling takes a second beside it.
            Costs();
            Thread.Sleep(500);
            Costs();
            Thread.Sleep(500);
            var results = Costs();
            Print($"{what}, beside {Small:N0}", $"{Statistics.Median(results.Select(r => r.Ratio)):F2} times",
                $"median of {results.Count} lists: {Statistics.Median(results.Select(r => r.Few)):F3} -> {Statistics.Median(results.Select(r => r.Many)):F3} ms; {results.Count(r => r.Ratio <= 3)} at most 3 times, {results.Count(r => r.SameRows / r.Few <= 3)} with as many rows");
            foreach (var r in results.Take(shown)) Console.WriteLine($"      {r.Name,-48} {r.Few:F3} ms -> {r.Many:F3} ms, {r.Ratio:F1} times; with {r.Rows} rows {r.SameRows:F3} ms, {r.SameRows / r.Few:F1} times");

            List<(string Name, double Few, double Many, double Ratio, int Rows, double SameRows)> Costs() => lists.Select(list =>
            {
                double Cost(CatalogSnapshot catalog, CatalogQuery query) => Statistics.Median(Enumerable.Range(0, 21).Select(_ =>
                {
                    // A snapshot that was just made has kept nothing.
                    var asked = afresh ? catalog.Settle() : catalog;
                    return Work(() => ask(asked, query));
                }));
                var (querySmall, queryLarge) = (list.Query(1), list.Query(0));
                // Where the small catalog has no whole page, the large one's has more rows.
                var rows = small.Query(querySmall).Items.Count;
                Cost(large, queryLarge);
                var (few, many, same) = (Cost(small, querySmall), Cost(large, queryLarge), Cost(large, queryLarge with { Limit = rows }));
                return (list.Name, Few: few, Many: many, Ratio: many / few, Rows: rows, SameRows: same);
            }).OrderByDescending(r => r.Ratio).ToList();
        }
    }

    private static async Task ChangesAsync(CatalogFeed feed, PipelineStorage storage, int count)
    {
        var random = new Random(3);
        var start = DateTimeOffset.UtcNow;
        List<DocumentRecord> Batch(int b) => [.. Enumerable.Range(0, 1_000).Select(i => Changed(random.Next(count), count) with { CommittedAt = start.AddMilliseconds(b * 1_000 + i) })];
        var snapshot = feed.Current;
        var alone = new List<double>();
        for (var b = 0; b < 30; b++)
        {
            var batch = Batch(b);
            alone.Add(Work(() => snapshot = snapshot.With(batch)));
        }
        Print("1,000 changes taken over, in process", Percentiles(alone), $"highest {alone.Max():F1} ms of {alone.Count} in a row");

        // Through storage, with a reader beside it.
        snapshot = feed.Current;
        using var stop = new CancellationTokenSource();
        var (times, pauses) = (new List<double>(), new List<double>());
        var (asked, longest) = (0L, 0.0);
        var reader = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                var took = Time(() => feed.Current.Query(new CatalogQuery { Regions = ["africa"], Limit = 30 }));
                // Tens of millions of times would be hundreds of megabytes.
                if (asked++ % KeptPause == 0) pauses.Add(took);
                longest = Math.Max(longest, took);
            }
        });
        for (var b = 0; b < 15; b++)
        {
            await Parallel.ForEachAsync(Batch(b), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (record, token) =>
                await storage.ChangeRows.UpsertEntityAsync(new DocumentRow(record with { CommittedAt = DateTimeOffset.UtcNow }, "e", start).ToChangeEntity(), Azure.Data.Tables.TableUpdateMode.Replace, token));
            var clock = Stopwatch.GetTimestamp();
            await feed.RefreshAsync(CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }
        await stop.CancelAsync();
        await reader;
        Print("a refresh of 1,000 changes with reading Azurite's table", Percentiles(times), $"{times.Count} refreshes, on a processor shared with Azurite and a reader");
        Print("  a region's list meanwhile", Percentiles(pauses), $"highest {longest:F1} ms of {asked:N0}");
    }

    private static async Task VisibilityAsync(string connection, PipelineStorage storage, int count)
    {
        using var watcher = Start(["catalog-watch", connection]);
        await watcher.StandardOutput.ReadLineAsync();
        var table = new DocumentTable(storage);
        var times = new List<double>();
        for (var i = 0; i < 100; i++)
        {
            var record = Changed(i, count) with { Id = $"fresh-{i:00}", CommittedAt = DateTimeOffset.UtcNow };
            await table.LogAsync(new DocumentRow(record, "e", record.CommittedAt), CancellationToken.None);
            var clock = Stopwatch.GetTimestamp();
            await watcher.StandardInput.WriteLineAsync(record.Id);
            await watcher.StandardOutput.ReadLineAsync();
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }
        watcher.StandardInput.Close();
        await watcher.WaitForExitAsync();
        Print("a commit is visible in another process", Percentiles(times), $"highest {times.Max():F0} ms of {times.Count} commits");
    }

    private static DocumentRecord Changed(int number, int count)
    {
        var record = SyntheticCatalog.Make(number, count);
        return record with { Title = record.Title + " (revised)", Withdrawn = number % 50 == 0 ? DateTimeOffset.UnixEpoch : null };
    }

    private static void WithFacets(CatalogSnapshot catalog, CatalogQuery query) => _ = catalog.Query(query).Facets.Count;

    /// <summary>Milliseconds by the clock, which is what somebody waits.</summary>
    private static double Time(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Milliseconds of this thread's processor, which is what it would take on a machine that nobody else uses; by the clock where the system does not tell.</summary>
    private static double Work(Action work)
    {
        if (!OperatingSystem.IsLinux() || GetTime(ThreadProcessorTime, out var start) != 0) return Time(work);
        work();
        _ = GetTime(ThreadProcessorTime, out var end);
        return (end.Seconds - start.Seconds) * 1e3 + (end.Nanoseconds - start.Nanoseconds) / 1e6;
    }

    // CLOCK_THREAD_CPUTIME_ID of clock_gettime(2).
    private const int ThreadProcessorTime = 3;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public long Seconds, Nanoseconds;
    }

    private static string Percentiles(List<double> times) => $"p50 {Statistics.Median(times):F2} ms, p99 {Statistics.Quantile(times, 0.99):F2} ms";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Print(string what, string figure, string note) => Console.WriteLine($"{what,-58} {figure,-32} {note}");

    /// <summary>A line of this process's status, in MB.</summary>
    private static string Resident(string name) => File.Exists("/proc/self/status")
        ? $"{int.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith(name, StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) / 1024} MB"
        : $"{Environment.WorkingSet >> 20} MB";

    private static async Task<string[]> ChildAsync(params string[] arguments)
    {
        using var child = Start(arguments);
        child.StandardInput.Close();
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0 ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : throw new InvalidOperationException($"{arguments[0]} failed.");
    }

    private static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo(ThisProgram.Path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
}
