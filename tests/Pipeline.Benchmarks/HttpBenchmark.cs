using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Publishing;
using Pipeline.Publishing.Catalog;
using Pipeline.Website;

namespace Pipeline.Benchmarks;

/// <summary>
/// The list of a region over HTTP beside a bare Kestrel endpoint that sends the same bytes, and its 304 beside both that and a bare
/// 304, asked by <c>wrk</c> in turns. Each answers in a process of its own.
/// </summary>
internal static partial class HttpBenchmark
{
    private const string List = "/v1/documents?region=africa";

    public static async Task<int> RunAsync(int count, int rounds)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "wrk"))))
        {
            Console.WriteLine("Skipped: wrk is not on this machine (Debian package wrk).");
            return 0;
        }
        using var ours = Start("http-ours", count.ToString(CultureInfo.InvariantCulture));
        var site = (await ours.StandardOutput.ReadLineAsync())!;
        var body = Path.GetTempFileName();
        string tag;
        using (var http = new HttpClient())
        {
            using var answer = await http.GetAsync(new Uri(site + List));
            await File.WriteAllBytesAsync(body, await answer.Content.ReadAsByteArrayAsync());
            tag = answer.Headers.ETag!.Tag;
        }
        using var bare = Start("http-bare", body);
        var plain = (await bare.StandardOutput.ReadLineAsync())!;
        Console.WriteLine($"{List} of {count:N0} made-up documents: {new FileInfo(body).Length:N0} bytes; wrk with 16 connections, {rounds} rounds of 2 s each");

        string[] condition = ["-H", $"If-None-Match: {tag}"];
        var samples = new List<(double List, double Bare, double NotModified, double BareNotModified)>();
        for (var round = 0; round <= rounds; round++)
        {
            var sample = (await AskAsync(site + List), await AskAsync(plain + "/"), await AskAsync(site + List, condition), await AskAsync(plain + "/304"));
            // The first round warms up.
            if (round > 0) samples.Add(sample);
        }
        File.Delete(body);
        Console.WriteLine("requests a second:");
        Statistics.Print("the list", "bare, the same bytes", [.. samples.Select(s => (s.List, s.Bare))], "/s");
        Statistics.Print("304", "bare, the same bytes", [.. samples.Select(s => (s.NotModified, s.Bare))], "/s");
        Statistics.Print("304", "bare 304", [.. samples.Select(s => (s.NotModified, s.BareNotModified))], "/s");
        foreach (var process in new[] { ours, bare })
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }
        return 0;
    }

    /// <summary>The website over a made-up catalog, until the input ends.</summary>
    public static Task<int> ServeOursAsync(int count)
    {
        var catalog = CatalogSnapshot.Of(SyntheticCatalog.Make(count));
        return ServeAsync(Site.Build(new Library
        {
            Options = new PipelineOptions(),
            Catalog = () => catalog,
            Ready = () => true,
            ReadRendition = (_, _, _, _) => throw new NotSupportedException(),
            FindFile = (_, _, _) => throw new NotSupportedException(),
            Uploads = _ => throw new NotSupportedException(),
            ReadUploads = (_, _) => throw new NotSupportedException(),
        }, NullLogger.Instance));
    }

    /// <summary>The bytes of a file and nothing around them, and 304 at another address.</summary>
    public static Task<int> ServeBareAsync(string body)
    {
        var bytes = File.ReadAllBytes(body);
        return ServeAsync(context =>
        {
            if (context.Request.Path == "/304")
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
        });
    }

    private static async Task<int> ServeAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task<double> AskAsync(string address, params string[] arguments)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk", [.. arguments, "-t1", "-c16", "-d2s", address]) { RedirectStandardOutput = true })!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return double.Parse(RequestsPerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static Process Start(string verb, string argument) =>
        Process.Start(new ProcessStartInfo(ThisProgram.Path, [verb, argument]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RequestsPerSecond();
}
