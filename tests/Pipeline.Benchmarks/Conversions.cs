using System.Diagnostics;
using System.Text.Json;
using Pipeline.Documents;
using Pipeline.Local.Conversion;
using Pipeline.Local.Development;
using Pipeline.Publishing;
using Pipeline.Publishing.Conversion;
using Pipeline.Typesetting;
using Pipeline.Typesetting.Fonts;

namespace Pipeline.Benchmarks;

/// <summary>
/// Conversions of one file, as the verb <c>convert</c> does them, but only the rendition that is asked for: the peers in
/// <c>../shared/bench</c> make one too. Its README states the protocol.
/// </summary>
internal sealed class Conversions : IDisposable
{
    // Off, as for all peers, unless this says otherwise: justified lines and divided words.
    public static bool Typeset { get; } = Environment.GetEnvironmentVariable("BENCH_JUSTIFY") is "1";

    private readonly PipelineOptions options = new() { Typesetting = new TypesettingOptions { Justify = Typeset, Hyphenate = Typeset } };
    private readonly FontLibrary fonts = FontLibrary.Load(NodePackages.Folder);

    /// <summary>One cold conversion.</summary>
    public static void Run(string input, string output)
    {
        using var conversions = new Conversions();
        conversions.Convert(input, output);
    }

    /// <summary>Answers requests until the input ends.</summary>
    public static void Serve(TextReader requests, TextWriter answers)
    {
        using var conversions = new Conversions();
        Answer("""{"ready": true}""");
        while (requests.ReadLine() is { } line)
        {
            try
            {
                using var request = JsonDocument.Parse(line);
                var clock = Stopwatch.GetTimestamp();
                conversions.Convert(request.RootElement.GetProperty("in").GetString()!, request.RootElement.GetProperty("out").GetString()!);
                Answer(string.Create(null, $$"""{"ms": {{Stopwatch.GetElapsedTime(clock).TotalMilliseconds:F3}}}"""));
            }
            catch (Exception e) when (e is RejectedException or IOException)
            {
                Answer($$"""{"error": {{JsonSerializer.Serialize(e.Message)}}}""");
            }
        }

        void Answer(string json)
        {
            answers.WriteLine(json);
            answers.Flush();
        }
    }

    public void Dispose() => fonts.Dispose();

    private void Convert(string input, string output)
    {
        var converter = new Converter(fonts, options);
        var prepared = InputFile.Open(input, options).Prepare(CancellationToken.None);
        File.WriteAllBytes(output, output.EndsWith(".html", StringComparison.OrdinalIgnoreCase)
            ? converter.RenderHtml(prepared, null)
            : converter.RenderPdf(prepared, null, CancellationToken.None).Bytes);
    }
}
